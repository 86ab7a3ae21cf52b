import Interchange

/// Looks at the infrastructure: one mapping each, with one key that says what is looked at.
enum ProbeReader {
  private static let kinds = [
    "http", "tcp", "tls", "dns", "file", "directory", "process", "pid-file", "disk", "sql", "prometheus", "command",
  ]

  /// `probe: {http: URL, …}`, `probe: {tcp: host:port}`, `probe: {file: path, contains: text}` and the others.
  static func probe(_ section: Section) -> Probe {
    guard section.value("probe") != nil else {
      section.missing("probe", "Write how to look at it: probe: {http: https://…}, {tcp: host:port} or {file: path}.")
      return .file(Probe.FileProbe(path: ""))
    }
    return content(section.section("probe"))
  }

  /// The mapping of a probe itself.
  static func content(_ probe: Section) -> Probe {
    defer { probe.finish() }
    let found = kinds.filter(probe.has)
    guard let kind = found.first else {
      probe.log.report(
        probe.position, probe.path, "The probe looks at nothing.", "Write one of: \(kinds.joined(separator: ", ")).")
      return .file(Probe.FileProbe(path: ""))
    }
    if let second = found.dropFirst().first {
      probe.report(second, "The probe looks at \(kind) and at \(second).", "Write a probe of its own for each.")
    }
    return read(probe, kind)
  }

  private static func read(_ probe: Section, _ kind: String) -> Probe {
    switch kind {
    case "http": return .http(WorkReader.request(probe, url: "http"))
    case "tcp":
      let target = target(probe, "tcp")
      return .tcp(host: target.host, port: target.port)
    case "tls":
      let target = target(probe, "tls")
      return .tls(
        host: target.host, port: target.port, name: CommandReader.filled(probe, "name"),
        validFor: probe.span("valid-for") ?? .days(14))
    case "dns":
      return .dns(
        name: probe.required("dns", "Write the name, such as ledger.example."), addresses: probe.texts("addresses"))
    case "directory":
      return .directory(
        Probe.DirectoryProbe(path: path(probe, kind), mode: mode(probe), holds: probe.texts("holds")))
    case "process": return .process(.named(probe.required("process", "Write its name, such as ledgerd.")))
    case "pid-file": return .process(.pidFile(path(probe, kind)))
    case "disk": return .disk(path: path(probe, kind), free: space(probe))
    case "sql":
      let query = CommandReader.query(probe)
      return .query(query, limits(probe, "sql"))
    case "prometheus": return prometheus(probe)
    case "command": return .command(CommandReader.command(probe))
    default:
      return .file(
        Probe.FileProbe(
          path: path(probe, "file"), contains: probe.text("contains"), checksum: checksum(probe), mode: mode(probe)))
    }
  }

  private static func path(_ probe: Section, _ key: String) -> String { probe.required(key, "Write its path.") }

  private static func target(_ probe: Section, _ key: String) -> (host: String, port: Int) {
    let target = probe.scalar(key, "host:port", target)
    if probe.value(key) == nil { probe.missing(key, "Write the host and its port, such as 127.0.0.1:8101.") }
    return target ?? ("", 0)
  }

  private static func target(_ text: String) -> (host: String, port: Int)? {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (1...65_535).contains(port), colon > text.startIndex
    else { return nil }
    return (String(text[..<colon]), port)
  }

  /// Permission bits as `ls` and `chmod` count them: `"0640"`.
  private static func mode(_ probe: Section) -> Int? {
    probe.scalar("mode", "permissions in octal such as 0640") { text in
      guard (3...4).contains(text.utf8.count), text.utf8.allSatisfy({ (48...55).contains($0) }) else { return nil }
      return Int(text, radix: 8)
    }
  }

  private static func checksum(_ probe: Section) -> String? {
    probe.scalar("checksum", "a SHA-256 sum of 64 hexadecimal digits") { text in
      let sum = text.lowercased()
      let isSum = sum.utf8.count == 64 && sum.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
      return isSum ? sum : nil
    }
  }

  private static func space(_ probe: Section) -> Probe.DiskSpace {
    let bytes = probe.scalar("free", "a size such as 500 MB, 2 GB or 1 GiB", Scalars.bytes)
    let share = probe.share("free-share")
    switch (probe.value("free") != nil, probe.value("free-share") != nil) {
    case (true, true): probe.report("free-share", "The space is given twice.", "Write free or free-share, not both.")
    case (false, false): probe.missing("free", "Write how much must be free: free: 2 GB, or free-share: 10 %.")
    case (true, false), (false, true): break
    }
    return share.map { .share($0) } ?? .bytes(bytes ?? 0)
  }

  private static func limits(_ probe: Section, _ key: String) -> Probe.Limits {
    let problems = probe.log.problems.count
    let limits = CommandReader.limits(probe)
    // A limit that could not be read has been reported already.
    if limits.isEmpty, probe.log.problems.count == problems {
      probe.report(key, "Nothing is expected of the answer.", "Write equals, at-least or at-most.")
    }
    return limits
  }

  private static func prometheus(_ probe: Section) -> Probe {
    let url = probe.required("prometheus", "Write the address of the server: prometheus: http://127.0.0.1:9090.")
    WorkReader.checkAddress(url, probe, "prometheus")
    let query = probe.required("query", "Write a query, such as “query: up{job=\"ledger\"}”.")
    return .prometheus(url: url, query: query, limits(probe, "query"))
  }
}
