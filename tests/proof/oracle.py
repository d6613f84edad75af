"""Proofs about flows against packets: random networks, what mtc says of random assertions in each, and what is true.

networks.py and balancers.py make a network, program.py writes it, model.py and ways.py say which packets pass,
questions.py makes assertions and says which are true. Here mtc is asked, and held against that. Arguments: the number of
the first network, and of the one behind the last.
"""
import collections
import os
import re
import subprocess
import sys
import tempfile

from balancers import make_balancers
from networks import Net
from program import program
from questions import HOLDS, UNSURE, Answers, Question

MTC = os.environ['MTC']
ASSERTIONS = 30
CODES = re.compile(r'net\.mt:(\d+):\d+: \w+\[(MT400[2-8])\]')
OTHERS = re.compile(r'error\[(?!MT400[2-7])MT\d+\].*')


def is_doubt(answer):
    return answer == UNSURE


def fails(answer):
    return None not in answer and not is_doubt(answer)


def judge(answers, told):
    """What is wrong with the codes that were told of an assertion, or None. For each pair of its sides there are the answers
    in each world; what fails in one is not told of the next."""
    everything = [one for worlds in answers for one in worlds]
    may = frozenset().union(*everything) - HOLDS
    one_world = len(answers[0]) == 1
    for worlds in answers if one_world else [everything]:
        due = [one for one in worlds if fails(one)]
        if due and not told & frozenset().union(*due, () if one_world else may - UNSURE):
            return 'false acceptance' if not told else 'vague' if is_doubt(told) else 'other code'
        if not due and any(is_doubt(one) for one in worlds) and 'MT4008' not in told:
            return 'overconfident' if not told else 'false alarm'
    if told <= may:
        return None
    return 'vague' if is_doubt(told - may) else 'other code' if may - UNSURE else 'false alarm'


def ask(lines, folder):
    """What mtc says of each line, its errors about other things, and its exit status."""
    path = os.path.join(folder, 'net.mt')
    with open(path, 'w') as file:
        file.write('\n'.join(lines) + '\n')
    ran = subprocess.run([MTC, '-o', os.path.join(folder, 'net.json'), path], capture_output=True, text=True)
    told = collections.defaultdict(set)
    for line, code in CODES.findall(ran.stderr):
        told[int(line)].add(code)
    return told, OTHERS.findall(ran.stderr), ran.returncode


def compare(seed, folder):
    net = Net(seed)
    make_balancers(net)
    lines, truth, asked = program(net), Answers(net), {}
    for _ in range(ASSERTIONS):
        question = Question(net)
        lines.append(question.text())
        asked[len(lines)] = truth.of(question)
    told, wrong, status = ask(lines, folder)
    tally = collections.Counter()
    for line, answers in asked.items():
        flat = [one for worlds in answers for one in worlds]
        tally['fails' if any(map(fails, flat)) else 'unknown' if any(map(is_doubt, flat)) else 'holds'] += 1
        fault = judge(answers, frozenset(told[line]))
        if fault:
            tally[fault] += 1
            due = '; '.join(' '.join(sorted(code or 'holds' for code in one)) for one in flat)
            wrong.append('%s: line %d: %s: %s, but mtc says %s' % (fault, line, lines[line - 1], due, ' '.join(sorted(told[line])) or 'nothing'))
    if status != any(codes - UNSURE for codes in told.values()):
        wrong.append('exit status %d' % status)
    return tally, wrong


def main():
    seeds = range(int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else range(150)
    total, failed = collections.Counter(), 0
    with tempfile.TemporaryDirectory(prefix='mtc-proof.') as folder:
        for number, seed in enumerate(seeds):
            tally, wrong = compare(seed, folder)
            total += tally
            failed += bool(wrong)
            print('%sok %d - network %d: %d assertions' % ('not ' if wrong else '', number + 1, seed, ASSERTIONS))
            for line in wrong:
                print('#', line)
    enough = len(seeds) < 50 or all(total[kind] > len(seeds) // 3 for kind in ('holds', 'fails', 'unknown'))
    print('%sok %d - %s' % ('' if enough else 'not ', len(seeds) + 1, ', '.join('%d %s' % (n, kind) for kind, n in sorted(total.items()))))
    print('1..%d' % (len(seeds) + 1))
    return 0 if not failed or os.environ.get('MTC_TAP') else 1


if __name__ == '__main__':
    sys.exit(main())
