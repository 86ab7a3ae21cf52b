import Foundation
import Operations
import Slipway
import Synchronization

/// Files named by the SHA-256 of what they hold, `ab/cdef…`, mode 0600 in folders of mode 0700.
///
/// A file is written under another name, synced and then named, so a name never stands for half of it. One at a time:
/// two keepers of the same bytes would write the same file.
final class AttachmentFolder: Sendable {
  let path: String
  private let writing = Mutex(())

  init(at path: String) { self.path = path }

  /// Durable when it returns. What is there already is read again, and replaced when it is damaged.
  ///
  /// - Complexity: O(bytes), and two or more syncs of the disk.
  func keep(_ bytes: [UInt8]) throws(StoreError) -> Digest {
    guard bytes.count <= Attachment.limit else { throw .tooLarge(bytes.count) }
    let digest = Digest.of(bytes)
    try writing.withLock { (_) throws(StoreError) in
      let place = Place(digest)
      try makeFolder(path)
      try makeFolder(path + "/" + place.folder)
      if try content(of: place) != bytes {
        let draft = path + "/incoming.part"
        try write(bytes, to: draft)
        guard rename(draft, path + "/" + place.whole) == 0 else { throw StoreError(errno, naming: place.whole) }
      }
      // Also for what was there: whoever wrote it may have been killed before this.
      try sync(path + "/" + place.folder)
      try sync(path)
    }
    return digest
  }

  /// Nil where nothing is kept under this digest, or what is there is something else.
  ///
  /// - Complexity: O(bytes).
  func attachment(_ digest: Digest) throws(StoreError) -> [UInt8]? {
    guard digest.bytes.count == Digest.none.bytes.count else { return nil }
    guard let bytes = try content(of: Place(digest)), Digest.of(bytes) == digest else { return nil }
    return bytes
  }

  /// What lies here by its name, sound or not, in order of the digits.
  func digests() throws(StoreError) -> [Digest] {
    var found: [Digest] = []
    for folder in try names(in: path) where folder.utf8.count == 2 {
      for name in try names(in: path + "/" + folder) {
        if let digest = Digest(digits: folder + name) { found.append(digest) }
      }
    }
    return found
  }

  /// None where there is no such folder: nothing was ever kept.
  private func names(in folder: String) throws(StoreError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      guard FileManager.default.fileExists(atPath: folder) else { return [] }
      throw .unavailable("The attachments in \(folder) cannot be listed.")
    }
  }

  private struct Place {
    let folder: String
    let whole: String

    init(_ digest: Digest) {
      let digits = digest.text
      folder = String(digits.prefix(2))
      whole = folder + "/" + digits.dropFirst(2)
    }
  }

  /// Nil also for what is no file, and for a file that is too large to be ours.
  private func content(of place: Place) throws(StoreError) -> [UInt8]? {
    let descriptor = open(path + "/" + place.whole, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ELOOP { return nil }
      throw StoreError(errno, naming: place.whole)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw StoreError(errno, naming: place.whole) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= Attachment.limit else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled, off_t(filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw StoreError(errno, naming: place.whole) }
      // It shrank while it was read.
      guard count > 0 else { return nil }
      filled += count
    }
    return bytes
  }

  private func write(_ bytes: [UInt8], to draft: String) throws(StoreError) {
    let descriptor = open(draft, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw StoreError(errno, naming: draft) }
    defer { close(descriptor) }
    guard fchmod(descriptor, 0o600) == 0 else { throw StoreError(errno, naming: draft) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        pwrite(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written, off_t(written))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw StoreError(errno, naming: draft) }
      written += count
    }
    guard fsync(descriptor) == 0 else { throw StoreError(errno, naming: draft) }
  }

  private func makeFolder(_ folder: String) throws(StoreError) {
    guard mkdir(folder, 0o700) == 0 else {
      if errno == EEXIST { return }
      throw StoreError(errno, naming: folder)
    }
    try sync(URL(fileURLWithPath: folder).deletingLastPathComponent().path)
  }

  private func sync(_ folder: String) throws(StoreError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError(errno, naming: folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw StoreError(errno, naming: folder) }
  }
}

extension Digest {
  /// From 64 lower-case hexadecimal digits; nil for anything else.
  init?(digits: String) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits.utf8 {
      let value: UInt8
      switch digit {
      case 48...57: value = digit - 48
      case 97...102: value = digit - 87
      default: return nil
      }
      if let first = high { bytes.append(first << 4 | value) }
      high = high == nil ? value : nil
    }
    guard high == nil, bytes.count == Digest.none.bytes.count else { return nil }
    self.init(bytes: bytes)
  }
}

extension StoreError {
  static func tooLarge(_ bytes: Int) -> StoreError {
    .unavailable("An attachment has at most \(Attachment.limit) bytes, and this one has \(bytes): keep an excerpt.")
  }

  /// What an error number of the operating system means for a file.
  fileprivate init(_ number: Int32, naming file: String) {
    self =
      number == ENOSPC || number == EDQUOT
      ? .full : .unavailable("The attachment \(file) cannot be used: \(String(cString: strerror(number))).")
  }
}
