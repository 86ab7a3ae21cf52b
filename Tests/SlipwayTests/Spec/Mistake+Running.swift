/// Mistakes in what Slipway looks at, brings about and tests; they change `Specimen.running`.
extension Mistake {
  static let components: [Mistake] = [
    Mistake("after: [database, pid]", "after: [⟦databas, pid]", "There is no component “databas”."),
    Mistake(
      "- id: files\n",
      "- id: files\n      after: [web]\n",
      "“database” stands on itself: database → files → web → database.",
      "Remove one of these from “after”."
    ).at("- id: database", "- ⟦id: database"),
    Mistake("command: lay-files", "command: ⟦/bin/sh", "“/bin/sh” cannot be a command."),
    Mistake(
      "command: lay-files", "command: ⟦\"\"", "“command” is empty.", "Name an executable of the operator's list."),
    Mistake("command: lay-files\n", "⟦arguments2: []\n", "“arguments2” is not known here.", others: 1),
    Mistake("[/srv, \"\", --port=1]", "[/srv, ⟦[a]]", "Expected text, found a list.", "Write one argument a line."),
    Mistake("[/srv, \"\", --port=1]", "[/srv, ⟦\"a\\0b\"]", "The text holds characters that cannot be seen."),
    Mistake(
      "[/srv, \"\", --port=1]", "⟦[\(Array(repeating: "a", count: 201).joined(separator: ", "))]",
      "No command takes 201 arguments.", "Write at most 200."),
    Mistake("{BREW_HOME: /srv/home", "{2HOME: ⟦/srv/home", "“2HOME” cannot be a variable."),
    Mistake("{BREW_HOME: /srv/home", "{HO-ME: ⟦/srv/home", "“HO-ME” cannot be a variable."),
    Mistake("{BREW_HOME: /srv/home", "{SLIPWAY_STEP: ⟦x", "“SLIPWAY_STEP” is Slipway's own."),
    Mistake("{BREW_HOME: /srv/home", "{LD_PRELOAD: ⟦x", "“LD_PRELOAD” is the operator's."),
    Mistake("{BREW_HOME: /srv/home", "{home: ⟦x", "“home” is the operator's."),
    Mistake("{BREW_HOME: /srv/home", "{BREW_HOME: ⟦[a]", "Expected text, found a list."),
    Mistake(
      "{BREW_HOME: /srv/home", "⟦{\((0..<100).map { "V\($0): a" }.joined(separator: ", "))",
      "No command takes 101 variables.", "Write at most 100."),
    Mistake("folder: /srv\n", "folder: ⟦\"\"\n", "“folder” is empty."),
    Mistake("time-limit: 90s", "time-limit: ⟦0s", "A command may take from a second to a day."),
    Mistake("time-limit: 90s", "time-limit: ⟦25h", "A command may take from a second to a day."),
    Mistake("exits: [0, 2]", "exits: [0, ⟦256]", "“256” is not an exit code from 0 to 255."),
    Mistake("retries: 2", "retries: ⟦11", "“11” is not a whole number from 0 to 10."),
    Mistake(
      ", unchanged-exits: [0], unchanged-contains: \"changed=0\"}", "}", "“unchanged-contains” is missing."
    ).at("plan: {command", "plan: ⟦{command"),
    Mistake("unchanged-exits: [0]", "unchanged-exits: [⟦no]", "“no” is not an exit code from 0 to 255."),
    Mistake(
      "apply: {command: make-database}", "verify: ⟦[{tcp: 127.0.0.1:1}]", "Nothing is applied here.",
      "Write “apply”, or leave “verify” out."),
    Mistake("apply: {command: make-database}", "plan: ⟦{command: a, unchanged-exits: 0}", "Nothing is applied here."),
    Mistake("{process: brewd}", "⟦{}", "The probe looks at nothing."),
  ]

  static let probes: [Mistake] = [
    Mistake("{pid-file: /srv/b.pid}", "⟦{name: brewd}", "The probe looks at nothing.", others: 1),
    Mistake("{pid-file: /srv/b.pid}", "{process: a, pid-file: ⟦b}", "The probe looks at process and at pid-file."),
    Mistake("{pid-file: /srv/b.pid}", "{process: ⟦\"\"}", "“process” is empty."),
    Mistake(
      "checksum: \(Specimen.sum)", "checksum: ⟦\(Specimen.sum.dropLast(4))",
      "“\(Specimen.sum.prefix(60))” is not a SHA-256 sum of 64 hexadecimal digits."),
    Mistake("mode: \"0640\"", "mode: ⟦0680", "“0680” is not permissions in octal such as 0640."),
    Mistake("mode: \"0640\"", "mode: ⟦rw-r-----", "“rw-r-----” is not permissions in octal such as 0640."),
    Mistake("tls: 127.0.0.1:8443", "tls: ⟦127.0.0.1:0", "“127.0.0.1:0” is not host:port."),
    Mistake("{tls: 127.0.0.1:8443, name", "⟦{tls: , name", "“tls” is missing."),
    Mistake("name: beer.example", "name: ⟦\"\"", "“name” is empty."),
    Mistake("valid-for: 21d", "valid-for: ⟦three weeks", "“three weeks” is not a time such as 30m, 36h, 2d or 3w."),
    Mistake("{dns: beer.example", "{dns: ⟦\" \"", "“dns” is empty."),
    Mistake("free: 1.5 GiB", "free: ⟦1.5 Gb", "“1.5 Gb” is not a size such as 500 MB, 2 GB or 1 GiB."),
    Mistake("{disk: /srv, free: 1.5 GiB}", "⟦{disk: /srv}", "“free” is missing."),
    Mistake("free: 1.5 GiB", "free: 1 GB, free-share: ⟦1 %", "The space is given twice."),
    Mistake("free-share: 10 %", "free-share: ⟦10", "“10” is not a share such as 90 %."),
    Mistake("sqlite: /srv/b.db, equals: \"10\"", "equals: \"10\"", "“sqlite” is missing.").at(
      "probe: {sql: select count(*)", "probe: ⟦{sql: select count(*)"),
    Mistake(", equals: \"10\"", "", "Nothing is expected of the answer.", "Write equals, at-least or at-most.").at(
      "sql: select count(*) from barrels", "sql: ⟦select count(*) from barrels"),
    Mistake("equals: \"10\"", "equals: ⟦\"10\", at-least: 1", "The value must equal one and lie between others."),
    Mistake("at-least: 1, at-most: 2.5", "at-least: 3, at-most: ⟦2.5", "No number lies between them."),
    Mistake("at-least: 1, at-most: 2.5", "at-least: ⟦inf", "“inf” is not a number such as 12 or 0.5."),
    Mistake("sql: select 1, postgres", "sql: ⟦drop table b, postgres", "The query does not ask."),
    Mistake(
      "postgres: host=db dbname=b", "sqlite: /a, postgres: ⟦host=db", "The query asks two databases.",
      "Write sqlite or postgres, not both."),
    Mistake("host=db dbname=b", "⟦host=db Password = x", "The connection string holds a password."),
    Mistake("\"postgresql://brew@db/b\"", "⟦\"postgresql://brew:x@db/b\"", "The connection string holds a password."),
    Mistake("prometheus: \"http:", "prometheus: ⟦\"ftp:", "“ftp://127.0.0.1:9090” is not a web address."),
    Mistake("query: up, at-least: 0.5", "query: ⟦up", "Nothing is expected of the answer."),
    Mistake("within: 250ms", "within: ⟦quick", "“quick” is not a time such as 500ms or 2s."),
  ]

  static let tested: [Mistake] = [
    Mistake(
      "arguments: [\"${number}\"]", "arguments: [⟦\"${nummer}\"]",
      "Nothing has captured “${nummer}” before this step.", "Did you mean “${number}”?"),
    Mistake("id = ${number}\"", "id = ${three}\"", "Nothing has captured “${three}” before this step.").at(
      "\"select n from", "⟦\"select n from"),
    Mistake(
      "capture: {number: barrel.id", "body: ⟦\"${number}\"\n          capture: {number: barrel.id",
      "Nothing has captured “${number}” before this step."),
    Mistake(
      "contains: \"${answer} $line\"", "contains: [⟦\"${answer\"]", "“${” is not closed.", "Write “${name}”."),
    Mistake(
      "contains: \"${answer} $line\"", "contains: ⟦\"${q} ${r} ${\"",
      "Nothing has captured “${q}” before this step."),
    Mistake(
      "contains: \"${answer} $line\"", "json: [{path: a, equals: ⟦\"${HOME}\"}]",
      "Nothing has captured “${HOME}” before this step."),
    Mistake(
      "contains: \"${answer} $line\"", "json: [{path: ⟦\"a.${number}\", equals: 1}]",
      "“${number}” is not put in here."),
    Mistake(
      "arguments: [\"${number}\"]", "arguments: [a], folder: ⟦\"/srv/${number}\"", "“${number}” is not put in here."),
    Mistake("capture: {line: }", "capture: {Line: ⟦a}", "“Line” cannot name a value."),
    Mistake("capture: {line: }", "capture: {line: ⟦[a]}", "Expected text, found a list."),
    Mistake(
      ", capture: {two: .}}", "}", "Nothing is expected of the answer.",
      "Write equals, at-least, at-most or capture.", others: 1
    ).at("sql: select 2", "sql: ⟦select 2"),
    Mistake("- {sql: select 2, ", "- ⟦{sql: select 2, command: look, ", "The step does two things.", others: 1),
    Mistake(
      "- post: http://127.0.0.1:1/fill\n          status",
      "- post: http://127.0.0.1:1/fill\n          put: ⟦http://127.0.0.1:1/fill\n          status",
      "The step makes two requests.", "Write a step for each."),
    Mistake("every: 1h", "every: ⟦0s", "A test needs an interval."),
    Mistake(
      "expires: 14d\n    - {id: units", "expires: ⟦30m\n    - {id: units",
      "The evidence would expire before the next run."),
    Mistake("after-drift-of: [database]", "after-drift-of: [⟦database2]", "There is no component “database2”."),
    Mistake("report: {suite: brew.*, name: test_fill}", "report: ⟦{}", "No case of a report is meant."),
    Mistake("suite: brew.*", "suite: ⟦\"\"", "“suite” is empty."),
    Mistake("{suite: brew.*, name: test_fill}", "{suite: a}, every: ⟦1h", "Slipway does not run this test by itself."),
    Mistake(
      "{suite: brew.*, name: test_fill}", "{suite: a}, after-drift-of: ⟦web",
      "Slipway does not run this test by itself.", "Leave “after-drift-of” out, or write “steps”."),
    Mistake("{suite: brew.*, name: test_fill}", "{suite: a}, witnessed: ⟦[]", "The test has report and witnessed."),
    Mistake("{do: Drink it, expect: It is good}", "⟦{do: Drink it}", "“expect” is missing."),
    Mistake(
      "[{do: Draw a pint, expect: It foams}, {do: Drink it, expect: It is good}]", "⟦[]",
      "The script has no lines."),
  ]
}
