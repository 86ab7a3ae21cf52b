import Foundation

/// The machine's processes as the kernel lists them under /proc.
enum ProcessTable {
  struct Row: Equatable {
    var id: pid_t
    var group: pid_t
    /// Its name, at most 15 bytes.
    var name: String
    /// False for those that ended and wait to be reaped.
    var isAlive: Bool
  }

  static func processes() -> [Row] { identifiers().compactMap(row) }

  /// Nil when no such process is there.
  static func row(_ id: pid_t) -> Row? {
    guard let bytes = read("/proc/\(id)/stat", limit: 4_096) else { return nil }
    return parse(bytes, id: id)
  }

  /// The arguments it was started with; empty for the kernel's own threads.
  static func arguments(of id: pid_t) -> [String] {
    guard let bytes = read("/proc/\(id)/cmdline", limit: 4_096) else { return [] }
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// `42 (name) S 1 42 …`, where the name may hold spaces and brackets.
  static func parse(_ bytes: [UInt8], id: pid_t) -> Row? {
    guard let open = bytes.firstIndex(of: UInt8(ascii: "(")), let close = bytes.lastIndex(of: UInt8(ascii: ")")),
      open < close
    else { return nil }
    let fields = bytes[(close + 1)...].split(separator: 32).prefix(3).map { String(decoding: $0, as: UTF8.self) }
    guard fields.count == 3, let group = pid_t(fields[2]) else { return nil }
    return Row(
      id: id, group: group, name: String(decoding: bytes[(open + 1)..<close], as: UTF8.self),
      isAlive: !["Z", "X", "x"].contains(fields[0]))
  }

  private static func identifiers() -> [pid_t] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [pid_t] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let id = pid_t(name) { found.append(id) }
    }
    return found
  }

  private static func read(_ path: String, limit: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: limit)
    let count = Foundation.read(descriptor, &buffer, limit)
    return count >= 0 ? Array(buffer.prefix(count)) : nil
  }
}
