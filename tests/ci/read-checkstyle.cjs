// Reads a Checkstyle report as a program that comments on pull requests does; prints what it takes from it.
const { readFileSync } = require('node:fs')
const { parseCheckstyle } = require('danger-plugin-lint-report/dist/parse/checkstyle_parser')
const { xml2js } = require('xml-js')

const report = xml2js(readFileSync(process.argv[2], 'utf8'))
process.stdout.write(JSON.stringify(parseCheckstyle(report, process.cwd())))
