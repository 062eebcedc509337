"""Every report, held against a validator that is not ours, and against the drafts it speaks of."""

import json
import re
import unittest
import xml.etree.ElementTree as xml

import junitparser
from desk import ODD_DRAFTS, ROOT, TOOLS, Desk

CI = ROOT / "tests/ci"


def line_of(text, number):
    """A line as copydesk counts them: they end at LF, CRLF and CR, and at nothing else."""
    return re.split(r"\r\n|\n|\r", text)[number - 1]


class Formats(Desk):
    def setUp(self):
        super().setUp()
        self.write(ODD_DRAFTS)
        self.write({"drafts/latin1.md": b"caf\xe9\n"})
        plain = self.copydesk("check", "--output-format", "json-lines")
        self.assertEqual(plain.returncode, 2, plain.stderr)
        self.findings = [json.loads(line) for line in plain.stdout.split("\n")[:-1]]
        self.assertGreater(len(self.findings), 7)
        self.assertGreater(len({finding["rule"] for finding in self.findings}), 2)

    def text(self, path):
        return (self.folder / path).read_bytes().decode()

    def words(self, finding):
        start, end = (finding["range"][side]["offset"] for side in ("start", "end"))
        return (self.folder / finding["path"]).read_bytes()[start:end].decode()

    def report(self, form):
        file = self.folder / f"report.{form}"
        run = self.copydesk("check", "--output-format", form, "--output", f"{form}={file}")
        self.assertEqual(run.returncode, 2)
        self.assertEqual(file.read_bytes().decode(), run.stdout, "a file holds what is printed")
        return file

    def messages(self):
        return sorted(finding["message"] for finding in self.findings)

    def test_columns_count_characters(self):
        for finding in self.findings:
            start = finding["range"]["start"]
            words = self.words(finding).splitlines()[0]
            line = line_of(self.text(finding["path"]), start["line"])
            self.assertTrue(line[start["column"] - 1 :].startswith(words), finding)

    def test_json(self):
        report = json.loads(self.report("json").read_text())
        self.assertEqual(report["findings"], self.findings)
        self.assertEqual(report["counts"]["findings"], len(self.findings))
        self.assertEqual([one["path"] for one in report["troubles"]], ["drafts/latin1.md"])

    def test_sarif(self):
        file = self.report("sarif")
        schema = TOOLS / "sarif-schema.json"
        self.run_tool("check-jsonschema", "--regex-variant", "nonunicode", "--schemafile", schema, file)
        # The validator ends with 0 whatever it finds; its own report tells. It hands its words to a shell.
        told = self.folder / "told.sarif"
        self.run_tool(
            *("sarif-multitool", "validate", file, "--rule-kind", "'Sarif;Ghas'"),
            *("--output", told, "--log", "ForceOverwrite"),
        )
        results = json.loads(told.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
        errors = [one for one in results if one.get("level", "warning") == "error"]
        self.assertEqual(errors, [])

    def test_sarif_regions_hold_what_they_quote(self):
        run = json.loads(self.report("sarif").read_text())["runs"][0]
        self.assertEqual(run["columnKind"], "unicodeCodePoints")
        self.assertEqual(len(run["results"]), len(self.findings))
        self.assertFalse(run["invocations"][0]["executionSuccessful"])
        for result, finding in zip(run["results"], self.findings):
            region = result["locations"][0]["physicalLocation"]["region"]
            self.assertEqual(region["snippet"]["text"], self.words(finding))
            self.assertEqual(region["byteOffset"], finding["range"]["start"]["offset"])
            self.assertEqual(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"], finding["rule"])
            if finding["fixes"]:
                self.assertIn("fixes", result)
        marks = [one["partialFingerprints"]["copydeskFinding/v1"] for one in run["results"]]
        self.assertEqual(len(set(marks)), len(marks))

    def test_gitlab(self):
        file = self.report("gitlab")
        self.is_code_climate(file)
        report = json.loads(file.read_text())
        shown = sorted(re.sub("[\x00-\x1f]", "\ufffd", message.replace("\n", " ")) for message in self.messages())
        self.assertEqual(sorted(one["description"] for one in report), shown)
        marks = [one["fingerprint"] for one in report]
        self.assertEqual(len(set(marks)), len(marks))

    def test_gitlab_fingerprints_stay_when_lines_move(self):
        before = {one["fingerprint"] for one in json.loads(self.report("gitlab").read_text())}
        draft = self.folder / "drafts/dates.md"
        text = draft.read_text()
        draft.write_text(text.replace("---\n\n", "---\n\nThe council met on Jan. 3, 2020.\n\n", 1))
        after = {one["fingerprint"] for one in json.loads(self.report("gitlab").read_text())}
        self.assertEqual(after, before)

    def test_junit(self):
        file = self.report("junit")
        self.run_tool("xmllint", "--noout", "--schema", TOOLS / "junit-schema.xsd", file)
        suites = junitparser.JUnitXml.fromfile(str(file))
        failures = [result for suite in suites for case in suite for result in case.result]
        told = [one for one in failures if isinstance(one, junitparser.Failure)]
        grave = [one for one in self.findings if one["severity"] in ("error", "warning")]
        self.assertEqual(len(told), len(grave))
        self.assertEqual(len([one for one in failures if isinstance(one, junitparser.Error)]), 1)
        for suite in xml.parse(file).getroot():
            self.assertEqual(int(suite.get("tests")), len(suite.findall("testcase")))
            self.assertEqual(int(suite.get("failures")), len(suite.findall("testcase/failure")))

    def test_checkstyle(self):
        file = self.report("checkstyle")
        self.run_tool("xmllint", "--noout", "--schema", CI / "checkstyle.xsd", file)
        read = self.run_tool("node", CI / "read-checkstyle.cjs", file, NODE_PATH=str(TOOLS / "node_modules"))
        told = [(one["file"], one["line"], one["severity"], one["message"]) for one in json.loads(read)]
        levels = {"error": "error", "warning": "warning", "information": "info", "hint": "info"}
        holds = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
        for finding in self.findings:
            line, level = finding["range"]["start"]["line"], levels[finding["severity"]]
            expected = (finding["path"], line, level, holds.sub("\ufffd", finding["message"]))
            self.assertIn(expected, told)
        self.assertEqual(len(told), len(self.findings) + 1)
        path, line, level, message = told[-1]
        self.assertEqual((path, line, level), ("drafts/latin1.md", 1, "error"))
        self.assertIn("is not UTF-8", message)

    def test_rdjson(self):
        file = self.report("rdjson")
        self.run_tool("rdformat-validator", "--strict", file)
        for diagnostic, finding in zip(json.loads(file.read_text())["diagnostics"], self.findings):
            start = diagnostic["location"]["range"]["start"]
            line = line_of(self.text(finding["path"]), start["line"]).encode()
            words = self.words(finding).splitlines()[0].encode()
            self.assertTrue(line[start["column"] - 1 :].startswith(words), "columns count bytes")

    def test_github(self):
        annotations = []
        *lines, trouble, _ = self.report("github").read_bytes().decode().split("\n")
        self.assertRegex(trouble, "^::error title=copydesk::drafts/latin1.md: is not UTF-8")
        for line in lines:
            found = re.fullmatch(r"::(error|warning|notice) ([^\r]*?)::([^\r]*)", line)
            self.assertIsNotNone(found, line)
            properties = dict(one.split("=", 1) for one in found[2].split(","))
            annotations.append((decoded(properties["file"]), int(properties["line"]), decoded(found[3])))
        expected = [(one["path"], one["range"]["start"]["line"], one["message"]) for one in self.findings]
        self.assertEqual(annotations, expected)

    def test_github_summary(self):
        summary = self.folder / "summary.md"
        summary.write_text("before\n")
        run = self.copydesk("check", "--output-format", "github", GITHUB_STEP_SUMMARY=str(summary))
        self.assertEqual(run.returncode, 2)
        text = summary.read_text()
        self.assertTrue(text.startswith("before\n## copydesk\n"))
        rows = [line for line in text.splitlines() if line.startswith("| drafts/")]
        self.assertEqual(len(rows), len(self.findings))
        for row in rows:
            self.assertEqual(len(re.findall(r"(?<!\\)\|", row)), 5, row)

    def test_paths_count_from_the_checkout(self):
        (self.folder / "drafts/latin1.md").unlink()
        run = self.copydesk("check", "--output-format", "json-lines", str(self.folder / "drafts"))
        self.assertTrue(json.loads(run.stdout.splitlines()[0])["path"].startswith("/"))
        for form in ("github", "gitlab", "sarif", "rdjson"):
            run = self.copydesk("check", "--output-format", form, "--", str(self.folder / "drafts"))
            self.assertNotIn(str(self.folder), run.stdout, form)


def decoded(text):
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


if __name__ == "__main__":
    unittest.main()
