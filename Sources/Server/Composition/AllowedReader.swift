import Execution
import Foundation
import Interchange
import Operations
import Slipway

/// Reads the operator's list out of its YAML, strictly: what is not known here is refused where it stands.
struct AllowedReader {
  private(set) var findings: [Problem.Finding] = []

  mutating func file(_ tree: Tree) -> AllowedFile {
    let parts = parts(tree, "", ["executables", "folders"])
    var named: [String: Executable] = [:]
    for entry in entries(parts["executables"], "executables") {
      let path = "executables.\(entry.key)"
      guard KeySpelling.isValid(entry.key) else {
        report(
          entry.keyPosition, path, "“\(entry.key.prefix(60))” cannot be a name.",
          "Use 1 to 64 of a-z, 0-9, “-”, “_”, “.”.")
        continue
      }
      if let executable = executable(entry.value, path) { named[entry.key] = executable }
    }
    let folders = parts["folders"].map { texts($0, "folders").compactMap { folder($0.text, $0.tree, $0.path) } }
    return AllowedFile(executables: Executables(named: named), folders: folders)
  }

  private mutating func executable(_ tree: Tree, _ path: String) -> Executable? {
    let known = ["path", "user", "time-limit", "folder", "environment", "secrets"]
    let parts = parts(tree, path, known)
    let file = parts["path"].flatMap { program($0, "\(path).path") }
    if parts["path"] == nil {
      report(
        tree.position, path, "“path” is missing.", "Name the executable, such as “path: /usr/bin/ansible-playbook”.")
    }
    let user = parts["user"].flatMap { account($0, "\(path).user") }
    let limit = parts["time-limit"].flatMap { span($0, "\(path).time-limit") }
    let folder = parts["folder"].flatMap { tree in
      text(tree, "\(path).folder").flatMap { self.folder($0, tree, "\(path).folder") }
    }
    let environment = variables(parts["environment"], "\(path).environment")
    let secrets = variables(parts["secrets"], "\(path).secrets").compactMap { secret($0) }
    for secret in secrets where environment.contains(where: { $0.variable.name == secret.name }) {
      report(tree.position, path, "\(secret.name) is given twice.", "Give it as a variable or as a secret.")
    }
    guard let file else { return nil }
    return Executable(
      path: file, user: user, timeLimit: limit, folder: folder, environment: environment.map(\.variable),
      secrets: secrets)
  }

  // MARK: What must be there

  private mutating func program(_ tree: Tree, _ path: String) -> String? {
    guard let file = text(tree, path) else { return nil }
    guard file.hasPrefix("/"), !file.utf8.contains(0) else {
      report(
        tree.position, path, "“\(file.prefix(90))” is no full path.", "Begin it with “/”; nothing is searched for.")
      return nil
    }
    guard FileTrust.isExecutable(file) else {
      report(tree.position, path, "\(file) is no file that this server may run.", "Check its name and chmod +x.")
      return nil
    }
    if let complaint = FileTrust.complaint(of: file) {
      report(tree.position, path, "\(file) \(complaint).", "Whoever can change it decides what is run: chmod o-w.")
      return nil
    }
    return file
  }

  private mutating func account(_ tree: Tree, _ path: String) -> String? {
    guard let name = text(tree, path) else { return nil }
    guard let user = FileTrust.user(name) else {
      report(tree.position, path, "There is no user “\(name.prefix(60))” on this machine.", "Make it, or name another.")
      return nil
    }
    guard geteuid() == 0 || user == geteuid() else {
      report(
        tree.position, path, "Only a server that runs as root can run something as “\(name)”.",
        "Start the server as root or as \(name), or leave “user” out.")
      return nil
    }
    return name
  }

  private mutating func folder(_ text: String, _ tree: Tree, _ path: String) -> String? {
    guard text.hasPrefix("/"), !text.utf8.contains(0) else {
      report(tree.position, path, "“\(text.prefix(90))” is no full path.", "Begin it with “/”.")
      return nil
    }
    return text
  }

  /// Reads the file that holds a secret. What is in it appears in no message.
  private mutating func secret(_ wanted: Placed) -> Command.Variable? {
    let file = wanted.variable.value
    func report(_ message: String, _ suggestion: String) -> Command.Variable? {
      self.report(wanted.tree.position, wanted.path, message, suggestion)
      return nil
    }
    guard file.hasPrefix("/"), !file.utf8.contains(0) else {
      return report("“\(file.prefix(90))” is no full path.", "Name the file that holds the secret, beginning with “/”.")
    }
    guard let bytes = AllowedFile.contents(file, upTo: 64 << 10) else {
      return report(
        "\(file) cannot be read.", "Check its name, that the server may read it, and that it is at most 64 kB.")
    }
    guard FileTrust.isPrivate(file) else {
      return report("\(file) can be read by others than its owner.", "chmod 0600, and let the server's user own it.")
    }
    guard let whole = String(bytes: bytes, encoding: .utf8), !whole.utf8.contains(0) else {
      return report("\(file) holds no text.", "A secret is text in UTF-8, without null characters.")
    }
    let value = whole.trimmingCharacters(in: .whitespacesAndNewlines)
    guard value.utf8.count >= 4 else {
      return report("\(file) holds less than 4 characters.", "So short a secret could not be masked in outputs.")
    }
    return Command.Variable(name: wanted.variable.name, value: value)
  }

  // MARK: Values

  private struct Placed {
    var variable: Command.Variable
    var tree: Tree
    var path: String
  }

  private mutating func variables(_ tree: Tree?, _ path: String) -> [Placed] {
    entries(tree, path).compactMap { entry in
      let place = "\(path).\(entry.key)"
      guard AllowedReader.isVariable(entry.key) else {
        report(
          entry.keyPosition, place, "“\(entry.key.prefix(60))” cannot be the name of a variable.",
          "Use letters, digits and “_”, and no digit first.")
        return nil
      }
      guard let text = text(entry.value, place) else { return nil }
      return Placed(variable: Command.Variable(name: entry.key, value: text), tree: entry.value, path: place)
    }
  }

  static func isVariable(_ name: String) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 }
    guard (1...128).contains(name.utf8.count), let first = name.utf8.first else { return false }
    return isLetter(first) && name.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) }
  }

  private mutating func span(_ tree: Tree, _ path: String) -> Span? {
    guard let text = text(tree, path) else { return nil }
    guard let span = Span(text: text), span.seconds > 0 else {
      report(tree.position, path, "“\(text.prefix(60))” is no time.", "Write a time such as 30s, 10m or 2h.")
      return nil
    }
    return span
  }

  private mutating func text(_ tree: Tree, _ path: String) -> String? {
    guard let text = tree.text, !tree.isEmpty else {
      report(tree.position, path, "Expected text, found \(tree.kindName).", "Write a value here.")
      return nil
    }
    return text
  }

  private mutating func texts(_ tree: Tree, _ path: String) -> [(text: String, tree: Tree, path: String)] {
    guard let elements = tree.elements else {
      report(tree.position, path, "Expected a list, found \(tree.kindName).", "Write [/srv/x, /srv/y].")
      return []
    }
    return elements.enumerated().compactMap { index, element in
      text(element, "\(path)[\(index)]").map { ($0, element, "\(path)[\(index)]") }
    }
  }

  /// The values of a mapping whose keys are known; nothing written is as if the key were absent.
  private mutating func parts(_ tree: Tree, _ path: String, _ known: [String]) -> [String: Tree] {
    var found: [String: Tree] = [:]
    for entry in entries(tree, path) {
      if known.contains(entry.key) {
        if !entry.value.isEmpty { found[entry.key] = entry.value }
      } else {
        let place = path.isEmpty ? entry.key : "\(path).\(entry.key)"
        report(
          entry.keyPosition, place, "“\(entry.key.prefix(60))” is not known here.",
          "Here one may write: \(known.joined(separator: ", ")).")
      }
    }
    return found
  }

  private mutating func entries(_ tree: Tree?, _ path: String) -> [Tree.Entry] {
    guard let tree, !tree.isEmpty else { return [] }
    guard let entries = tree.entries else {
      report(tree.position, path, "Expected a mapping, found \(tree.kindName).", "Write “name: value” lines here.")
      return []
    }
    return entries
  }

  private mutating func report(_ position: Position, _ path: String, _ message: String, _ suggestion: String) {
    findings.append(
      Problem.Finding(
        line: position.line, column: position.column, path: path.isEmpty ? nil : path, message: message,
        suggestion: suggestion))
  }
}
