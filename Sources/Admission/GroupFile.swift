/// Lists of who is in, for systems that read a file.
///
/// Listed is everybody with at least the access asked for and a name that the system knows; who has access and no such
/// name is counted, so that nobody is lost in silence.
public enum GroupFile {
  /// One person of the list.
  private struct Member {
    let alias: String
    let answer: Answer
  }

  /// The list as separated values: `system,person,access,wave,reason`, one line a person, ordered as the table is.
  ///
  /// - Parameters:
  ///   - scope: the systems listed.
  ///   - access: the least access listed.
  ///   - guardsFormulas: whether a field that a spreadsheet program would evaluate (one that starts with `=`, `+`, `-`,
  ///     `@`, a tab or a carriage return) gets an apostrophe in front; leave it out where a program reads the file.
  /// - Complexity: O(systems × persons).
  /// - Source: RFC 4180, doi:10.17487/RFC4180.
  public static func csv(
    of table: AccessTable, scope: SystemScope = .all, atLeast access: Access = .read, guardsFormulas: Bool = true
  ) -> [UInt8] {
    var bytes = Array("system,person,access,wave,reason\r\n".utf8)
    for (index, system) in table.systems.enumerated() where scope.holds(system.key) {
      for member in members(of: index, in: table, atLeast: access).listed {
        let reason = member.answer.reason
        let fields = [system.key, member.alias, member.answer.access.name, reason.wave ?? "", reason.sentence]
        for (column, field) in fields.enumerated() {
          if column > 0 { bytes.append(0x2C) }
          append(field, guardsFormulas: guardsFormulas, to: &bytes)
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
      }
    }
    return bytes
  }

  /// The list as JSON: `{"revision":…,"systems":[{"system":…,"withoutName":…,"people":[{"person":…,"access":…,
  /// "wave":…,"reason":…}]}]}`, ordered as the table is; `wave` only where one is concerned.
  ///
  /// - Parameters:
  ///   - scope: the systems listed.
  ///   - access: the least access listed.
  /// - Complexity: O(systems × persons).
  public static func json(
    of table: AccessTable, scope: SystemScope = .all, atLeast access: Access = .read
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("revision")
    writer.value(table.revision)
    writer.key("systems")
    writer.beginArray()
    for (index, system) in table.systems.enumerated() where scope.holds(system.key) {
      let members = members(of: index, in: table, atLeast: access)
      writer.beginObject()
      writer.key("system")
      writer.value(system.key)
      writer.key("withoutName")
      writer.value(members.withoutName)
      writer.key("people")
      writer.beginArray()
      for member in members.listed { write(member, to: &writer) }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }

  private static func members(
    of system: Int, in table: AccessTable, atLeast access: Access
  ) -> (listed: [Member], withoutName: Int) {
    var listed: [Member] = []
    var withoutName = 0
    for person in table.stableNumbers.indices {
      guard let answer = table.answer(systemAt: system, person: person), answer.access >= access else { continue }
      if let alias = table.alias(ofPerson: person, in: system) {
        listed.append(Member(alias: alias, answer: answer))
      } else {
        withoutName += 1
      }
    }
    return (listed, withoutName)
  }

  private static func write(_ member: Member, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("person")
    writer.value(member.alias)
    writer.key("access")
    writer.value(member.answer.access.name)
    if let wave = member.answer.reason.wave {
      writer.key("wave")
      writer.value(wave)
    }
    writer.key("reason")
    writer.value(member.answer.reason.sentence)
    writer.endObject()
  }

  private static func append(_ field: String, guardsFormulas: Bool, to bytes: inout [UInt8]) {
    let utf8 = field.utf8
    let needsQuotes = utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    let needsGuard = guardsFormulas && utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
    if needsQuotes { bytes.append(0x22) }
    if needsGuard { bytes.append(0x27) }
    for byte in utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    if needsQuotes { bytes.append(0x22) }
  }
}
