"""The ways into a pipeline: each read by its own linter, and run for real where that can be done here."""

import os
import platform
import shutil
import subprocess
import sys
import unittest

from desk import COPYDESK, ROOT, TOOLS, Desk
from ruamel.yaml import YAML

EXAMPLES = ROOT / "tests/ci/examples"
ONE_WARNING = "<!-- copydesk: allow no-such-rule -->\n\nThe ferry runs.\n"


class Lints(Desk):
    def lint(self, *command):
        return self.run_tool(*command, cwd=ROOT)

    def test_action(self):
        self.lint("check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml")
        self.lint("zizmor", "--offline", "--quiet", "action.yml")
        self.lint("shellcheck", ".github/check-drafts.sh", "tests/ci/run")

    def test_workflow(self):
        # The linter of workflows knows the action's inputs only from inside a repository.
        self.run_tool("git", "init", "-q")
        for path in ("action.yml", ".github/workflows/drafts.yml"):
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "action.yml", self.folder)
        workflow = self.folder / ".github/workflows/drafts.yml"
        shutil.copy(EXAMPLES / "github.yml", workflow)
        self.run_tool("actionlint", "-no-color", workflow)
        self.run_tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
        workflow.write_text(workflow.read_text().replace("paths:", "path:"))
        self.run_tool("actionlint", "-no-color", workflow, status=1)

    def test_hooks(self):
        self.lint("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
        self.lint("pre-commit", "validate-config", EXAMPLES / "pre-commit.yaml")

    def test_container(self):
        self.lint("hadolint", "Dockerfile")

    def test_gitlab(self):
        example = EXAMPLES / "gitlab.yml"
        self.lint("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", example)
        self.write({"articles/a.md": ONE_WARNING})
        script = next(line for line in example.read_text().splitlines() if "script:" in line)
        words = script.split("script:")[1].split()
        self.assertEqual(words[0], "copydesk")
        self.assertEqual(self.copydesk(*words[1:]).returncode, 1)
        self.is_code_climate(self.folder / "copydesk.json")

    def test_manual(self):
        pages = ["", "check", "read", "explain", "lsp", "init", "config", "completions"]
        for page in pages:
            file = self.folder / f"copydesk-{page}.1"
            run = self.copydesk("man", *page.split())
            self.assertEqual(run.returncode, 0, run.stderr)
            file.write_text(run.stdout)
            said = self.run_tool("mandoc", "-T", "lint", "-W", "error", file)
            self.assertEqual(said, "", page)
        self.assertIn(r"\-\-changed\-since", (self.folder / "copydesk-check.1").read_text())


class Action(Desk):
    """The action's step as GitHub runs it: inputs in the environment, the checkout below."""

    def step(self, **inputs):
        defaults = {
            "PATHS": ".",
            "ARGS": "",
            "FAIL_ON": "warning",
            "SARIF": "",
            "VERSION": "",
            "INSTALL": "release",
            "DOWNLOAD_FROM": "",
            "BINARY": "",
            "REPOSITORY": "https://github.invalid/copydesk/copydesk",
        }
        given = {f"COPYDESK_{key}": value for key, value in (defaults | inputs).items()}
        checkout = self.folder / "checkout"
        runner = {
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(checkout),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "RUNNER_TEMP": str(self.folder / "temp"),
        }
        return subprocess.run(
            ["bash", str(ROOT / ".github/check-drafts.sh")],
            cwd=checkout,
            env=os.environ | runner | given,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    def setUp(self):
        super().setUp()
        self.write({"checkout/articles/a b.md": ONE_WARNING, "checkout/notes/b.md": ONE_WARNING})

    def test_annotates_with_a_binary_that_is_there(self):
        done = self.step(BINARY=COPYDESK, PATHS="articles", SARIF="out.sarif")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertTrue(done.stdout.startswith("::warning file=articles/a b.md,line=1,"), done.stdout)
        self.assertEqual(done.stdout.count("::warning"), 1)
        self.assertIn("a b.md", (self.folder / "summary.md").read_text())
        self.assertTrue((self.folder / "checkout/out.sarif").is_file())

    def test_fails_at_the_level_that_is_asked(self):
        self.assertEqual(self.step(BINARY=COPYDESK, FAIL_ON="error").returncode, 0)
        self.assertEqual(self.step(BINARY=COPYDESK, ARGS="--statistics --fail-on never").returncode, 2)

    def test_inputs_are_never_read_as_commands(self):
        done = self.step(BINARY=COPYDESK, PATHS="$(touch${IFS}pwned) ;touch pwned `touch pwned` *")
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertFalse((self.folder / "checkout/pwned").exists())

    def released(self, target):
        """A release, packed by the very steps of the workflow that makes releases."""
        workflow = YAML(typ="safe").load(ROOT / ".github/workflows/release.yml")
        steps = {step.get("name"): step.get("run") for step in workflow["jobs"]["build"]["steps"]}
        runner = self.folder / "runner"
        built = runner / "target" / target / "release"
        built.mkdir(parents=True)
        self.run_tool("strip", "-o", built / "copydesk", COPYDESK)
        for name in ("README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"):
            shutil.copy(ROOT / name, runner)
        for name in ("Pack the program", "Write the checksums"):
            told = {"TARGET": target, "GITHUB_ENV": str(runner / "env")}
            self.run_tool("bash", "-euo", "pipefail", "-c", steps[name], cwd=runner, **told)
        return runner / "packed"

    def test_asks_the_release_of_its_own_version(self):
        for repository in ("https://github.invalid/x/y", "https://github.invalid/"):
            done = self.step(REPOSITORY=repository, **{"VERSION": "9.8.7"})
            self.assertEqual(done.returncode, 2, done.stdout)
            own = repository if repository.endswith("y") else "https://github.com/copydesk/copydesk"
            self.assertIn(f"from {own}/releases/download/v9.8.7\n", done.stdout)

    def test_installs_a_release_by_version_with_its_checksum(self):
        if platform.system() != "Linux" or platform.machine() != "x86_64":
            self.fail("this test makes a release for Linux on x86_64")
        release = self.released("x86_64-unknown-linux-gnu")
        mark = release / "copydesk-x86_64-unknown-linux-gnu.tar.gz.sha256"
        inputs = {"VERSION": "9.8.7", "DOWNLOAD_FROM": release.as_uri(), "PATHS": "articles"}
        done = self.step(**inputs)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("::warning file=articles/a b.md", done.stdout)
        mark.write_text(f"{'0' * 64}  {mark.stem}\n")
        done = self.step(**inputs)
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("::error title=copydesk::release 9.8.7 could not be installed", done.stdout)


class PreCommit(Desk):
    """The hooks, run by the real pre-commit in a scratch repository."""

    def setUp(self):
        super().setUp()
        self.write(
            {
                "site/articles/a.md": ONE_WARNING,
                "site/articles/clean.md": "The ferry runs.\n",
                "site/README.md": ONE_WARNING,
                "site/program.py": "print()\n",
            }
        )
        self.site = self.folder / "site"
        self.git("init", "-q", cwd=self.site)
        self.git("add", "-A", cwd=self.site)

    def git(self, *words, cwd):
        author = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
        return self.run_tool("git", *author, *words, cwd=cwd)

    def hook(self, repository, hook, status, path=""):
        config = self.site / ".pre-commit-config.yaml"
        revision = self.git("rev-parse", "HEAD", cwd=repository).strip()
        config.write_text(
            f"repos:\n  - repo: {repository}\n    rev: {revision}\n    hooks: [{{ id: {hook} }}]\n"
        )
        return self.run_tool(
            *("pre-commit", "run", "--all-files", "--color", "never"),
            cwd=self.site,
            status=status,
            PATH=f"{path}:{os.environ['PATH']}" if path else os.environ["PATH"],
            PRE_COMMIT_HOME=str(self.folder / "home"),
            # A program that is built fast; what is built stays in the target folder of the tests.
            CARGO_PROFILE_RELEASE_LTO="off",
            CARGO_PROFILE_RELEASE_CODEGEN_UNITS="16",
            CARGO_PROFILE_RELEASE_OPT_LEVEL="0",
        )

    def repository(self):
        """This project as it stands, committed, as pre-commit clones it."""
        copy = self.folder / "copydesk"
        files = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            *(),
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout.decode()
        for name in filter(None, files.split("\0")):
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy / name)
        self.git("init", "-q", cwd=copy)
        self.git("add", "-A", cwd=copy)
        self.git("commit", "-qm", "As it stands", cwd=copy)
        return copy

    def test_system_hook(self):
        binary = self.folder / "bin"
        binary.mkdir()
        (binary / "copydesk").symlink_to(COPYDESK)
        said = self.hook(self.repository(), "copydesk-system", status=1, path=str(binary))
        self.assertIn("articles/a.md:1:1", said)
        self.assertNotIn("README.md", said)
        (self.site / "articles/a.md").write_text("The ferry runs.\n")
        self.hook(self.folder / "copydesk", "copydesk-system", status=0, path=str(binary))

    def test_hook_built_from_source(self):
        said = self.hook(self.repository(), "copydesk", status=1)
        self.assertIn("articles/a.md:1:1", said)
        self.assertIn("no-such-rule", said)


if __name__ == "__main__":
    sys.exit(unittest.main())
