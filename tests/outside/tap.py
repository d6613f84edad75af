"""TAP for the checks in Python: one line a case, what went wrong in comments."""
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

    def end(self):
        print(f'1..{self.count}')
        return 1 if self.failed or not self.count else 0
