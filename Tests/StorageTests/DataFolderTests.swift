import Foundation
import Slipway
import Testing

@testable import Storage

/// One holder at a time, and nobody else's business.
@Suite struct DataFolderTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  @Test func aSecondHolderIsToldWhoHasIt() throws {
    let path = temporary.path + "/deep/data"
    let folder = try DataFolder(at: path)
    #expect(throws: DataFolderError.held(path: path, process: getpid())) { try DataFolder(at: path) }
    #expect(DataFolderError.held(path: "d", process: 7).description.contains("process 7"))
    folder.release()
    folder.release()
    let next = try DataFolder(at: path)
    #expect(next.journal == path + "/journal.sqlite")
    #expect(next.socket == path + "/slipway.sock")
    // The first one, already released, must not take the lock of the second with it.
    folder.release()
    #expect(throws: DataFolderError.self) { try DataFolder(at: path) }
  }

  @Test func theLastReferenceLetsGo() throws {
    let path = temporary.path + "/data"
    do {
      let store = try SQLiteStore(in: DataFolder(at: path))
      #expect(throws: DataFolderError.self) { try DataFolder(at: path) }
      #expect(try store.head().sequence == 0)
    }
    #expect(try DataFolder(at: path).isDemo == false)
  }

  @Test func theDemonstrationMarksItsFolder() throws {
    let path = temporary.path + "/data"
    do {
      let folder = try DataFolder(at: path)
      try folder.markAsDemo()
      try folder.markAsDemo()
    }
    #expect(try DataFolder(at: path).isDemo)
  }

  @Test func somebodyElsesFolderKeepsItsMode() throws {
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    for (name, file, expected) in [("full", true, 0o755), ("empty", false, 0o700)] {
      let path = temporary.path + "/" + name
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
      if file { try Data("x".utf8).write(to: URL(fileURLWithPath: path + "/letter.txt")) }
      _ = try DataFolder(at: path)
      #expect(try mode(path) == expected, "\(name)")
    }
  }

  @Test func whatIsNoFolderIsRefused() throws {
    let path = temporary.path + "/file"
    try Data("x".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: DataFolderError.unusable(path: path, reason: "it is a file")) { try DataFolder(at: path) }
    #expect(throws: DataFolderError.unusable(path: path + "/below", reason: "it cannot be made")) {
      try DataFolder(at: path + "/below")
    }
    // A link in place of the lock could make another file be emptied.
    let linked = temporary.path + "/linked"
    try FileManager.default.createDirectory(atPath: linked, withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(atPath: linked + "/slipway.lock", withDestinationPath: path)
    #expect(throws: DataFolderError.self) { try DataFolder(at: linked) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "x")
  }
}
