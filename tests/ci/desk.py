"""A scratch folder, copydesk run in it, and drafts that hold everything a format could trip over."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

COPYDESK = os.environ["COPYDESK"]
TOOLS = pathlib.Path(os.environ["TOOLS"])
ROOT = pathlib.Path(__file__).resolve().parents[2]

# A comment that allows a rule that doesn't exist gives a finding whose message holds the comment's words.
ODD = '100% <sure> & "fine", it’s \U0001f600 e\u0301 ]]> |a|\x01\x1b[31m'
ODD_DRAFTS = {
    "drafts/a b,c: é😀%.md": f"Intro \U0001f600.\r\n\r\n<!-- copydesk: allow {ODD} -->\r\n\r\nThe ferry \U0001f600 runs.\r\n",
    "drafts/über/two lines.md": "The ferry runs.\n\n<!-- copydesk: allow no\nsuch -->\n\nIt runs again \U0001f600 <!-- copydesk: allow x --> today.\n",
    "drafts/bom.md": "\ufeff<!-- copydesk: allow y -->\n\n<!-- copydesk: allow y -->\n\nThe ferry runs.\n",
    "drafts/dates.md": "---\ndate: 2020-01-03\n---\n\n“Nobody \U0001f600 was hurt.”\n\nThe trial began on Friday, Jan. 2, 2020, and 31 September is the end. “We have\n",
    "drafts/clean.md": "---\ndate: 2020-01-03\n---\n\nThe ferry runs.\n",
}


class Desk(unittest.TestCase):
    """A test with a scratch folder of its own."""

    maxDiff = 2000

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="copydesk-ci-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, drafts):
        for path, text in drafts.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def copydesk(self, *arguments, **environment):
        """Runs copydesk; what it prints is UTF-8."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "CI_"))}
        return subprocess.run(
            [COPYDESK, *arguments],
            cwd=self.folder,
            env=kept | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )

    def is_code_climate(self, file):
        """Holds a report for GitLab against Code Climate's published types, and what GitLab adds to them."""
        report = json.loads(file.read_text())
        source = self.folder / "report.ts"
        source.write_text(
            "import type { Issue } from 'codeclimate-types'\n"
            f"export const report: (Issue & {{ fingerprint: string }})[] = {json.dumps(report)}\n"
        )
        modules = self.folder / "node_modules"
        if not modules.exists():
            modules.symlink_to(TOOLS / "node_modules")
        self.run_tool("tsc", "--noEmit", "--strict", source)
        for issue in report:
            self.assertRegex(issue["fingerprint"], "^[0-9a-f]{32}$")
            self.assertNotIn("\n", issue["description"])
            self.assertNotRegex(issue["location"]["path"], r"^(/|\./|\.\./)")
            lines = issue["location"]["lines"]
            self.assertTrue(1 <= lines["begin"] <= lines["end"], lines)

    def run_tool(self, *command, status=0, cwd=None, **environment):
        """Runs another program, which must end with `status`."""
        done = subprocess.run(
            [str(word) for word in command],
            cwd=cwd or self.folder,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=1800,
        )
        self.assertEqual(done.returncode, status, f"{command[0]}:\n{done.stdout}")
        return done.stdout
