import Foundation
import GRDB
import Operations
import Slipway
import Testing

@testable import Storage

/// What only the files of attachments can show.
@Suite struct AttachmentFileTests {
  private let temporary: TemporaryFolder
  private let data: String

  init() throws {
    temporary = try TemporaryFolder()
    data = temporary.path + "/data"
  }

  private func open(_ path: String? = nil) throws -> SQLiteStore { try SQLiteStore(in: DataFolder(at: path ?? data)) }

  private func file(of digest: Digest, in data: String? = nil) -> String {
    (data ?? self.data) + "/attachments/" + digest.text.prefix(2) + "/" + digest.text.dropFirst(2)
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  @Test func onlyTheOwnerMayReadThem() throws {
    let store = try open()
    let digest = try store.keep([1, 2, 3])
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    let path = file(of: digest)
    #expect(try mode(path) == 0o600)
    #expect(try mode(data + "/attachments") == 0o700)
    #expect(try mode(data + "/attachments/" + digest.text.prefix(2)) == 0o700)
    #expect(try FileManager.default.subpathsOfDirectory(atPath: data + "/attachments").count == 2)
  }

  @Test func theSameBytesAgainChangeNothing() throws {
    let store = try open()
    let digest = try store.keep([1, 2, 3])
    func number() throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: file(of: digest))[.systemFileNumber] as? Int
    }
    let before = try number()
    _ = try store.keep([1, 2, 3])
    #expect(try number() == before)
  }

  @Test func whatWasTamperedWithIsNotShownAndIsRepaired() throws {
    let store = try open()
    let bytes = [UInt8]("12 passed, 1 failed".utf8)
    let digest = try store.keep(bytes)
    let path = file(of: digest)
    for other in [[UInt8]("13 passed, 0 failed".utf8), [], bytes + [10], [UInt8](repeating: 0, count: 2_000_000)] {
      try write(other, to: path)
      #expect(try store.attachment(digest) == nil)
      #expect(try store.keep(bytes) == digest)
      #expect(try store.attachment(digest) == bytes)
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(try store.attachment(digest) == nil)
    // Neither a link to the same bytes nor a folder of that name is what was kept.
    try write(bytes, to: temporary.path + "/elsewhere")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: temporary.path + "/elsewhere")
    #expect(try store.attachment(digest) == nil)
    #expect(try store.keep(bytes) == digest)
    #expect(try store.attachment(digest) == bytes)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(try store.attachment(digest) == nil)
    #expect(throws: StoreError.self) { try store.keep(bytes) }
  }

  @Test func theySurviveAKill() throws {
    let store = try open()
    let contents = (0..<20).map { [UInt8](repeating: UInt8($0), count: 100 * $0) }
    for bytes in contents { _ = try store.keep(bytes) }
    // Killed while the next one was being written: half of it lies there under another name.
    try write([9, 9], to: data + "/attachments/incoming.part")
    let after = try open(try wreck(of: data, in: temporary))
    for bytes in contents { #expect(try after.attachment(.of(bytes)) == bytes) }
    #expect(try after.keep([4, 5, 6]) == .of([4, 5, 6]))
    #expect(try after.attachment(.of([4, 5, 6])) == [4, 5, 6])
  }

  @Test func whatCannotBeWrittenSaysWhy() throws {
    let store = try open()
    try write([1], to: data + "/attachments")
    #expect {
      try store.keep([1, 2])
    } throws: { error in
      guard case StoreError.unavailable(let why) = error else { return false }
      return why.contains("Not a directory")
    }
    // A backup without its evidence would look like one that has none.
    #expect(throws: StoreError.unavailable("The attachments in \(data)/attachments cannot be listed.")) {
      try store.backup(to: temporary.path + "/copy.sqlite")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == ["data"])
  }

  @Test func aBackupCarriesThem() throws {
    let store = try open()
    var chain = Chain()
    try store.append(chain.batch(3))
    let contents = (1..<30).map { [UInt8](repeating: UInt8($0), count: 3_000 * $0) }
    for bytes in contents { _ = try store.keep(bytes) }
    try write([1], to: file(of: .of(contents[4])))
    try write([1], to: data + "/attachments/note.txt")
    let copy = temporary.path + "/restored"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
    try store.backup(to: copy + "/journal.sqlite")
    #expect(try FileManager.default.contentsOfDirectory(atPath: copy) == ["journal.sqlite"])
    let packed = try size(copy + "/journal.sqlite")

    let restored = try open(copy)
    #expect(try restored.picture() == store.picture())
    #expect(try restored.isRestored())
    for (index, bytes) in contents.enumerated() {
      #expect(try restored.attachment(.of(bytes)) == (index == 4 ? nil : bytes))
    }
    #expect(try restored.read { db in try db.tableExists("attachment") } == false)
    try restored.close()
    #expect(try size(copy + "/journal.sqlite") * 4 < packed)
  }

  @Test func unpackingThatWasCutShortBeginsAnew() throws {
    let store = try open()
    let contents = (1..<9).map { [UInt8](repeating: UInt8($0), count: 50) }
    for bytes in contents { _ = try store.keep(bytes) }
    let copy = temporary.path + "/restored"
    try FileManager.default.createDirectory(atPath: copy + "/attachments", withIntermediateDirectories: true)
    try store.backup(to: copy + "/journal.sqlite")
    // A place of its name is taken, as by a disk that fails: the folder is not opened without its evidence.
    let blocked = copy + "/attachments/" + Digest.of(contents[3]).text.prefix(2)
    try write([1], to: blocked)
    #expect(throws: StoreError.self) { try open(copy) }
    try FileManager.default.removeItem(atPath: blocked)
    let restored = try open(copy)
    for bytes in contents { #expect(try restored.attachment(.of(bytes)) == bytes) }
  }

  private func size(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  }
}
