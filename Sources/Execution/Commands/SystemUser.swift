import Foundation

/// An account of this machine with everything a process needs to run under it.
struct SystemUser: Sendable, Equatable {
  let id: uid_t
  let group: gid_t
  let groups: [gid_t]
  let home: String

  /// Nil for a name that the machine does not know. Blocks as long as the account database does.
  init?(named name: String) {
    guard !name.isEmpty, !name.utf8.contains(0) else { return nil }
    self.init { entry, buffer, length, found in getpwnam_r(name, &entry, buffer, length, &found) }
  }

  /// The account this process runs under.
  static func own() -> SystemUser? {
    SystemUser { entry, buffer, length, found in getpwuid_r(geteuid(), &entry, buffer, length, &found) }
  }

  private init?(
    _ lookUp: (inout passwd, UnsafeMutablePointer<CChar>, Int, inout UnsafeMutablePointer<passwd>?) -> Int32
  ) {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    let read: (uid_t, gid_t, String, [gid_t])? = buffer.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, lookUp(&entry, start, buffer.count, &found) == 0, found != nil,
        let name = entry.pw_name,
        let home = entry.pw_dir
      else { return nil }
      var count: Int32 = 256
      var groups = [gid_t](repeating: 0, count: Int(count))
      guard getgrouplist(name, entry.pw_gid, &groups, &count) >= 0 else { return nil }
      return (entry.pw_uid, entry.pw_gid, String(cString: home), Array(groups.prefix(Int(max(0, count)))))
    }
    guard let read else { return nil }
    (id, group, home, groups) = read
  }
}
