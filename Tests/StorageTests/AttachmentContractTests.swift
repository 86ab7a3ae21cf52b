import Operations
import Slipway
import Testing

/// Attachments come back as they were, or not at all.
@Suite struct AttachmentContractTests {
  @Test(arguments: Adapter.allCases) func bytesComeBackByTheirDigest(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var random = SplitMix64(seed: 5)
    let contents = [0, 1, 4_096, 70_001, Attachment.limit].map { size in
      (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }
    for bytes in contents { #expect(try bench.store.keep(bytes) == .of(bytes)) }
    for bytes in contents { #expect(try bench.store.attachment(.of(bytes)) == bytes) }
    #expect(try bench.store.keep(contents[2]) == .of(contents[2]))
    #expect(try bench.store.attachment(.of(contents[2])) == contents[2])
  }

  @Test(arguments: Adapter.allCases) func whatIsNotKeptIsNil(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    #expect(try bench.store.attachment(.of("nothing")) == nil)
    #expect(try bench.store.attachment(.none) == nil)
    _ = try bench.store.keep([1])
    for bytes in [[], [1], [UInt8](repeating: 0x2E, count: 31), [UInt8](repeating: 1, count: 5_000)] {
      #expect(try bench.store.attachment(Digest(bytes: bytes)) == nil)
    }
  }

  @Test(arguments: Adapter.allCases) func whatIsTooLargeIsRefusedInWords(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    let bytes = [UInt8](repeating: 7, count: Attachment.limit + 1)
    #expect(
      throws: StoreError.unavailable(
        "An attachment has at most 1048576 bytes, and this one has 1048577: keep an excerpt.")
    ) { try bench.store.keep(bytes) }
    #expect(try bench.store.attachment(.of(bytes)) == nil)
  }

  @Test(arguments: Adapter.allCases) func manyAtATimeKeepTheSameAndDifferentBytes(_ adapter: Adapter) async throws {
    let bench = try Bench(adapter)
    let contents = (0..<6).map { [UInt8](repeating: UInt8($0), count: 1_000 + $0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<8 {
        group.addTask {
          for round in 0..<12 {
            let bytes = contents[(round + worker) % 6]
            let digest = try bench.store.keep(bytes)
            let back = try bench.store.attachment(digest)
            #expect(digest == .of(bytes) && back == bytes)
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
