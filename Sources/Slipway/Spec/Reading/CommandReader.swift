import Interchange

/// Commands of the operator's list and questions to databases.
enum CommandReader {
  /// `command: name` with `arguments`, `environment`, `folder`, `time-limit`, `exits` and `contains` beside it.
  static func command(_ section: Section) -> Command {
    let name = section.required("command", "Name an executable of the operator's list.")
    if !name.allSatisfy(\.isWhitespace), !KeySpelling.isValid(name) {
      section.report(
        "command", "“\(name.prefix(60))” cannot be a command.",
        "Write its name on the operator's list: a-z, 0-9, “-”, “_”, “.”. Neither a path nor a shell line runs.")
    }
    let exits = section.scalars("exits", "an exit code from 0 to 255") { text in
      Int(text).flatMap { (0...255).contains($0) ? $0 : nil }
    }
    let (arguments, environment) = (arguments(section), environment(section))
    let size = (arguments + environment.flatMap { [$0.name, $0.value] }).reduce(0) { $0 + $1.utf8.count }
    if size > 102_400 {
      section.report("command", "Its arguments and variables are longer than 100 KB.", "Hand them over in a file.")
    }
    return Command(
      executable: name, arguments: arguments, environment: environment,
      folder: filled(section, "folder"), timeLimit: timeLimit(section), exits: exits.isEmpty ? [0] : exits,
      contains: section.texts("contains"))
  }

  private static func arguments(_ section: Section) -> [String] {
    let trees = section.list("arguments")
    if trees.count > 200 {
      section.report("arguments", "No command takes \(trees.count) arguments.", "Write at most 200.")
    }
    return trees.prefix(200).enumerated().compactMap { index, tree in
      let path = "\(section.path("arguments"))[\(index)]"
      guard let text = tree.text else {
        section.log.report(tree.position, path, "Expected text, found \(tree.kindName).", "Write one argument a line.")
        return nil
      }
      if text.utf8.count > 8_192 {
        section.log.report(tree.position, path, "The argument is longer than 8 KB.", "Hand it over in a file.")
      }
      if text.unicodeScalars.contains(where: Scalars.isHidden) {
        section.log.report(
          tree.position, path, "The text holds characters that cannot be seen.",
          "Type it anew, without control characters.")
      }
      return text
    }
  }

  private static func environment(_ section: Section) -> [Command.Variable] {
    let variables = section.section("environment")
    let keys = variables.freeKeys
    if keys.count > 100 {
      section.report("environment", "No command takes \(keys.count) variables.", "Write at most 100.")
    }
    return keys.prefix(100).compactMap { name in
      guard CommandVariables.isName(name) else {
        variables.report(
          name, "“\(name.prefix(60))” cannot be a variable.", "Use letters, digits and “_”, and begin with no digit.")
        return nil
      }
      if name.uppercased().hasPrefix("SLIPWAY_") {
        variables.report(name, "“\(name.prefix(60))” is Slipway's own.", "Choose a name without SLIPWAY_ in front.")
      } else if CommandVariables.isReserved(name) {
        variables.report(
          name, "“\(name.prefix(60))” is the operator's.",
          "Leave it out; the operator sets it on the list of executables.")
      }
      let value = variables.text(name) ?? ""
      if value.utf8.count > 8_192 {
        variables.report(name, "The value is longer than 8 KB.", "Hand it over in a file.")
      }
      return Command.Variable(name: name, value: value)
    }
  }

  private static func timeLimit(_ section: Section) -> Span {
    let limit = section.span("time-limit") ?? .minutes(5)
    if limit.seconds < 1 || limit > .days(1) {
      section.report("time-limit", "A command may take from a second to a day.", "Write such as time-limit: 10m.")
    }
    return limit
  }

  /// A text that, where it is written, says something.
  static func filled(_ section: Section, _ key: String) -> String? {
    section.has(key) ? section.required(key, "Write it, or leave “\(key)” out.") : nil
  }

  // MARK: Queries

  /// `{sql: text, sqlite: path}` or `{sql: text, postgres: connection string}`.
  static func query(_ section: Section) -> Query {
    let text = section.required("sql", "Write one query: sql: select count(*) from accounts.")
    if !text.allSatisfy(\.isWhitespace), !asks(text) {
      section.report("sql", "The query does not ask.", "Begin it with select, with or values; loads change data.")
    }
    let isPostgres = section.has("postgres")
    if section.has("sqlite"), isPostgres {
      section.report("postgres", "The query asks two databases.", "Write sqlite or postgres, not both.")
    }
    guard isPostgres else {
      return Query(.sqlite(path: section.required("sqlite", "Name the database's file, or write postgres.")), text)
    }
    let connection = section.required("postgres", "Write a connection string: postgres: host=db dbname=ledger.")
    if holdsPassword(connection) {
      section.report(
        "postgres", "The connection string holds a password.",
        "Leave it out: the operator's list hands psql its secrets.")
    }
    return Query(.postgres(connection), text)
  }

  /// Whether the text begins with a word that asks. What is asked is one statement; whoever asks it checks that.
  private static func asks(_ text: String) -> Bool {
    let word = text.drop { $0.isWhitespace || $0 == "(" }.prefix { $0.isASCII && $0.isLetter }.lowercased()
    let isComment = text.drop(while: \.isWhitespace).first.map { "-/".contains($0) } ?? false
    return isComment || ["select", "with", "values", "table", "show", "pragma"].contains(word)
  }

  /// `password=…` among the words, or `name:password@` in an address.
  private static func holdsPassword(_ connection: String) -> Bool {
    let plain = connection.lowercased().filter { !$0.isWhitespace }
    let parts = plain.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    if plain.contains("password=") { return true }
    guard parts.count == 3, parts[0].hasSuffix(":"), parts[1].isEmpty, let at = parts[2].lastIndex(of: "@") else {
      return false
    }
    return parts[2][..<at].contains(":")
  }

  /// A query that stands alone under a key.
  static func query(_ section: Section, _ key: String, _ hint: String) -> Query {
    if section.value(key) == nil { section.missing(key, hint) }
    let inner = section.section(key)
    defer { inner.finish() }
    guard section.value(key) != nil else { return Query(.sqlite(path: ""), "") }
    return query(inner)
  }

  /// `equals`, or `at-least` and `at-most`.
  static func limits(_ section: Section) -> Probe.Limits {
    let limits = Probe.Limits(
      equals: section.has("equals") ? section.text("equals") ?? "" : nil, atLeast: number(section, "at-least"),
      atMost: number(section, "at-most"))
    if limits.equals != nil, limits.atLeast != nil || limits.atMost != nil {
      section.report("equals", "The value must equal one and lie between others.", "Leave one of the two out.")
    }
    if let least = limits.atLeast, let most = limits.atMost, most < least {
      section.report("at-most", "No number lies between them.", "Write “at-least” ≤ “at-most”.")
    }
    return limits
  }

  static func number(_ section: Section, _ key: String) -> Double? {
    section.scalar(key, "a number such as 12 or 0.5") { text in
      Double(text).flatMap { $0.isFinite ? $0 : nil }
    }
  }
}

extension Probe.Limits {
  /// Whether any value will do.
  var isEmpty: Bool { equals == nil && atLeast == nil && atMost == nil }
}
