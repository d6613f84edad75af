"""TAP for the checks in Python: one line a case, what went wrong in comments."""
import re
import subprocess
import sys
import tempfile
import traceback


class Tap:
    def __init__(self):
        self.count = 0
        self.failed = 0

    def case(self, holds, name, *notes):
        self.count += 1
        self.failed += not holds
        print(f"{'ok' if holds else 'not ok'} {self.count} - {name}", flush=True)
        if not holds:
            for note in notes:
                for line in str(note).splitlines():
                    print(f'# {line}')

    def skip(self, name, why):
        self.count += 1
        print(f'ok {self.count} - {name} # SKIP {why}', flush=True)

    def run(self, name, function, *arguments):
        """A case that holds when the function raises nothing; its value, or None."""
        try:
            value = function(*arguments)
        except Exception:                       # whatever it was, it is told
            self.case(False, name, traceback.format_exc())
            return None
        self.case(True, name)
        return value

    def together(self, program, *parts):
        """Each part (arguments) by a process of its own, all at once; their cases here, in order. Gives the comments of all."""
        running = []
        for part in parts:
            said = tempfile.TemporaryFile('w+', encoding='utf-8')
            running.append((part, said, subprocess.Popen([sys.executable, program, *part], stdin=subprocess.DEVNULL, stdout=said)))
        comments = []
        for part, said, process in running:
            process.wait()
            said.seek(0)
            comments += self.repeat(' '.join(part), said.read().splitlines())
        return comments

    def repeat(self, part, lines):
        """The cases that another program told."""
        told, comments, planned = 0, [], None
        for line in lines:
            case = re.fullmatch(r'(not )?ok \d+ - (.*)', line)
            if case:
                told += 1
                self.count += 1
                self.failed += bool(case.group(1))
                print(f"{case.group(1) or ''}ok {self.count} - {case.group(2)}", flush=True)
            elif line.startswith('1..'):
                planned = int(line[3:])
            else:
                comments.append(line)
                print(line)
        self.case(planned == told, f'{part}: all of its {told} cases are told', f'planned: {planned}')
        return comments

    def end(self):
        print(f'1..{self.count}')
        return 1 if self.failed or not self.count else 0
