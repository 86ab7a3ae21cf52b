import GRDB
import Operations

extension StoreError {
  /// What an error means when the transaction is known not to have happened.
  init(_ error: any Error) {
    switch error {
    case let error as StoreError: self = error
    case let error as DatabaseError where error.resultCode == .SQLITE_FULL: self = .full
    case let error as DatabaseError: self = .unavailable(Self.text(error))
    default: self = .unavailable("\(error)")
    }
  }

  /// What an error of a commit means. A busy, full or constrained database has refused; after any other failure, such as
  /// a failed sync, the log may hold the whole transaction, and a restart may bring it back.
  init(commit error: any Error) {
    guard let error = error as? DatabaseError else {
      self = .outcomeUnknown("\(error)")
      return
    }
    switch error.resultCode {
    case .SQLITE_FULL: self = .full
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_CONSTRAINT: self = .unavailable(Self.text(error))
    default: self = .outcomeUnknown(Self.text(error))
    }
  }

  private static func text(_ error: DatabaseError) -> String {
    "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
  }
}
