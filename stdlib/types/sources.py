"""The archives that update.py reads: fetched through npm and pip at the
versions that sources.txt names, compared with the digests there, and opened
where they lie. Nothing of them is installed or run."""
import collections
import glob
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
Source = collections.namedtuple("Source", "registry name version digest")


def pinned():
    sources = {}
    for line in open(os.path.join(HERE, "sources.txt"), encoding="utf-8"):
        words = line.split("#")[0].split()
        if words:
            sources[words[1]] = Source(*words)
    return sources


def run(words, folder):
    subprocess.run(words, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def digest_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def fetch(source, build):
    """The archive's path in the build folder; fetched where it is not there."""
    folder = os.path.join(build, "%s-%s" % (source.name.replace("/", "-").lstrip("@"), source.version))
    if not glob.glob(os.path.join(folder, "*")):
        os.makedirs(folder, exist_ok=True)
        if source.registry == "npm":
            run(["npm", "pack", "--silent", "%s@%s" % (source.name, source.version)], folder)
        else:
            run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
                 "%s==%s" % (source.name, source.version)], folder)
    [path] = glob.glob(os.path.join(folder, "*"))
    if digest_of(path) != source.digest:
        sys.exit("update.py: %s is not the archive that sources.txt names (SHA-256 %s)" % (path, digest_of(path)))
    return path


class Archive:
    """A wheel (zip) or an npm package (tar): names below its root, and their bytes."""

    def __init__(self, source, build):
        path = fetch(source, build)
        if path.endswith(".whl"):
            self.zip = zipfile.ZipFile(path)
            self.names = self.zip.namelist()
        else:
            self.zip = None
            self.tar = tarfile.open(path)
            self.members = {m.name.split("/", 1)[-1]: m for m in self.tar.getmembers() if m.isfile()}
            self.names = list(self.members)

    def bytes(self, name):
        if self.zip:
            return self.zip.read(name)
        return self.tar.extractfile(self.members[name]).read()

    def text(self, name):
        return self.bytes(name).decode("utf-8")

    def json(self, name):
        return json.loads(self.bytes(name))

    def below(self, folder):
        """The names of the files that lie in a folder itself, sorted."""
        return sorted(n for n in self.names if os.path.dirname(n) == folder)
