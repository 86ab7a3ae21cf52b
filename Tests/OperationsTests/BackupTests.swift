import Foundation
import Operations
import Slipway
import Storage
import Testing

/// A backup knows that it is one: opened, it holds automation until somebody has looked.
struct BackupTests {
  @Test func aRestoredBackupHoldsAutomationUntilSomebodyConfirms() async throws {
    let path = NSTemporaryDirectory() + "slipway-backup-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let store = try SQLiteStore(in: try DataFolder(at: path + "/one"))
    let shop = try await Shop.furnished(Shop.document, store)
    try FileManager.default.createDirectory(atPath: path + "/two", withIntermediateDirectories: true)
    let done = try await shop.ask(BackUp(path: path + "/two/journal.sqlite"))
    #expect(try await shop.ask(ShowStatus()).automationHeld == nil)
    try store.close()

    let restored = Shop(try SQLiteStore(in: try DataFolder(at: path + "/two")))
    try await restored.writer.open()
    let status = try await restored.ask(ShowStatus())
    #expect(status.sequence == done.sequence + 1)
    #expect(status.automationHeld?.contains("backup") == true)
    #expect(try restored.store.isRestored() == false)
    #expect(try await restored.ask(ConfirmTime()).wasHeld)
    #expect(try await restored.ask(ShowStatus()).automationHeld == nil)
  }

  @Test func aBackupGoesToAWholePathOnly() async throws {
    let shop = try await Shop.furnished()
    await #expect(throws: Problem.self) { try await shop.ask(BackUp(path: "copy.sqlite")) }
  }
}
