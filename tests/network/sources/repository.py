"""Small git repositories with fixed people and days, in which everything can be counted by hand."""

import os
import subprocess

PEOPLE = {
    "ann": "Ann de Kat <ann@example.org>",
    "ben": "Ben Jansen <ben@example.org>",
    "cas": "Cas <cas@example.org>",
    "b": "B. Jansen <ben@old.example>",
}


class Repository:
    """A folder with a history that is made step by step; every commit is a day later."""

    def __init__(self, folder):
        self.folder, self.day = folder, 0
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments, who="ann"):
        name, _, email = PEOPLE[who].rstrip(">").partition(" <")
        date = f"2024-01-{self.day:02d}T12:00:00+00:00"
        told = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": name,
            "GIT_AUTHOR_EMAIL": email, "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": email, "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
        }  # fmt: skip
        done = subprocess.run(["git", *arguments], cwd=self.folder, env=told, check=True, capture_output=True)
        return done.stdout.decode("utf-8", "replace").strip()

    def commit(self, who, files=(), *, gone=()):
        """Commit as `who`: `files` maps a path to its new content (text or bytes)."""
        self.day += 1
        for path, content in dict(files).items():
            place = self.folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        for path in gone:
            (self.folder / path).unlink()
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x", who=who)


def lines(*words):
    return "".join(f"{word}\n" for word in words)


LONG = lines(*range(20))


def story(folder):
    """Five files that stay; who made and changed each is in `test_truck_factor`."""
    repo = Repository(folder)
    repo.commit("ann", {"src/a.py": "a\n", "src/b.py": "b\n", "logo.png": b"\x00\x01\x02", "src/.keep": ""})
    repo.commit(
        "ben",
        {
            "src/c.py": "c\n",
            "src/g.py": "g\n",
            ".mailmap": "Ben Jansen <ben@example.org> <ben@old.example>\n",
        },
    )
    repo.commit("b", {"src/a.py": "a\na\n"})
    repo.commit("ben", {"src/a.py": "a\na\na\n"})
    repo.commit("ann", {"src/c.py": "c\nc\n"})
    repo.commit("cas", {"src/d.py": LONG, "h.py": "h\n"})
    repo.git("mv", "src/d.py", "e.py")
    repo.commit("ann")
    repo.commit("ann", {"h.py": "h\nh\n"})
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("ben", {"h.py": "h\nh\nh\n"}, gone=["src/g.py"])
    repo.git("checkout", "-q", "main")
    repo.day += 1
    repo.git("merge", "-q", "--no-ff", "-m", "merge", "side")
    repo.commit("ann", gone=["src/.keep"])
    return repo
