import Execution
import Foundation
import NIOCore
import Slipway
import Testing

/// Looks at real files, directories, processes and disks.
@Suite struct FileProbeTests {
  private let runner = OutsideRunner(policy: .open, limits: RunLimits(time: .seconds(120)))

  private func look(_ probe: Probe.FileProbe, by runner: OutsideRunner? = nil) async -> Finding {
    await (runner ?? self.runner).look(.file(probe))
  }

  @Test func filesAreThereOrNot() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/export.csv"
    try Data("id;name\n1;Ada\n".utf8 + [UInt8](repeating: 120, count: 2_000)).write(to: URL(fileURLWithPath: path))
    mkfifo(folder.path + "/pipe", 0o600)
    func look(_ name: String, _ text: String? = nil, by runner: OutsideRunner? = nil) async -> Finding {
      await self.look(.init(path: folder.path + name, contains: text), by: runner)
    }
    #expect(await look("/export.csv").passed)
    #expect(await look("/export.csv", "1;Ada").passed)
    #expect(await look("/export.csv", "").passed)
    let bob = await look("/export.csv", "2;Bob")
    #expect(bob.detail.hasSuffix("→ “2;Bob” is not in it"))
    #expect(bob.difference == "content, expected: with “2;Bob”\ncontent, got: not in it")
    let small = OutsideRunner(policy: .open, limits: RunLimits(time: .seconds(120), bytes: 1_000))
    #expect(await look("/export.csv", "xz", by: small).detail.hasSuffix("is not in its first 1000 bytes"))
    #expect(await look("/missing").detail.hasSuffix("→ not there"))
    #expect(await look("/\u{0}").detail.hasSuffix("→ not there"))
    #expect(await look("").detail.hasSuffix("→ not a file"))
    #expect(await look("/pipe").detail.hasSuffix("→ not a file"))
  }

  @Test func theOperatorsFoldersBoundEveryLook() async throws {
    let folder = try TemporaryFolder()
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path + "/export.csv"))
    try FileManager.default.createDirectory(atPath: folder.path + "/in", withIntermediateDirectories: false)
    try FileManager.default.createDirectory(atPath: folder.path + "/in2", withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/in/out.csv", withDestinationPath: folder.path + "/export.csv")
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path + "/in/own.csv"))
    try Data("1".utf8).write(to: URL(fileURLWithPath: folder.path + "/in2/pid"))
    let words = "outside the folders that this installation allows"
    for fenced in [
      OutsideRunner(policy: OutgoingPolicy(folders: [folder.path + "/in"])),
      OutsideRunner(policy: .open, executables: Executables(folders: [folder.path + "/in"])),
      OutsideRunner(policy: OutgoingPolicy(folders: ["/"]), executables: Executables(folders: [folder.path + "/in"])),
    ] {
      #expect(await look(.init(path: folder.path + "/in/own.csv"), by: fenced).passed)
      #expect(await fenced.look(.directory(.init(path: folder.path + "/in", holds: ["own.csv"]))).passed)
      for name in ["/in/out.csv", "/export.csv", "/in/../export.csv", "/in2/pid"] {
        #expect(await look(.init(path: folder.path + name), by: fenced).detail.hasSuffix(words), "\(name)")
      }
      #expect(await fenced.look(.directory(.init(path: folder.path))).detail.hasSuffix(words))
      #expect(await fenced.look(.disk(path: "/", free: .bytes(1))).detail.hasSuffix(words))
      #expect(await fenced.look(.process(.pidFile(folder.path + "/in2/pid"))).detail.hasSuffix(words))
      let query = Query(.sqlite(path: folder.path + "/export.csv"), "select 1")
      #expect(await fenced.ask(query).detail.hasSuffix(words))
    }
  }

  @Test func checksumsAndModesAreCompared() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/abc"
    try Data("abc".utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o640)
    let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    let good = await look(.init(path: path, contains: "b", checksum: known, mode: 0o640))
    #expect(good.says(true, "file \(path) → there, with “b”, as its checksum says, mode 0640"))
    let zeros = String(repeating: "0", count: 64)
    let bad = await look(.init(path: path, contains: "b", checksum: zeros, mode: 0o600))
    #expect(bad.detail.hasSuffix("; mode 0640, wanted 0600") && !bad.passed)
    #expect(
      bad.difference == """
        content, as expected: with “b”
        checksum, expected: \(zeros)
        checksum, got: \(known)
        mode, expected: 0600
        mode, got: 0640
        """)
    let small = OutsideRunner(policy: .open, limits: RunLimits(time: .seconds(120), checksumBytes: 2))
    let long = await look(.init(path: path, checksum: known), by: small)
    #expect(long.difference?.contains("none: longer than 2 bytes") == true && !long.passed)
  }

  @Test func aChecksumStreams() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/long"
    try Data().write(to: URL(fileURLWithPath: path))
    truncate(path, 64 << 20)
    // SHA-256 of 64 MiB of zeros, by another program.
    let other = try await Shell.output("sha256sum '\(path)'").prefix(64)
    #expect(await look(.init(path: path, checksum: String(other))).passed)
  }

  @Test func directoriesHoldNames() async throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.path + "/one"))
    chmod(folder.path, 0o750)
    func look(_ holds: [String], _ mode: Int? = nil) async -> Finding {
      await runner.look(.directory(.init(path: folder.path, mode: mode, holds: holds)))
    }
    #expect(await look(["one"], 0o750).says(true, "directory \(folder.path) → there"))
    #expect(await look(["one", "two"]).detail.hasSuffix("→ without two"))
    #expect(await look(["../" + (folder.path as NSString).lastPathComponent]).passed == false)
    #expect(await look([""]).passed == false)
    #expect(await look([], 0o700).detail.hasSuffix("→ mode 0750, wanted 0700"))
    #expect(await runner.look(.directory(.init(path: folder.path + "/one"))).detail.hasSuffix("→ not a directory"))
    #expect(await runner.look(.directory(.init(path: folder.path + "/no"))).detail.hasSuffix("→ not there"))
  }

  @Test func disksHaveRoom() async {
    #expect(await runner.look(.disk(path: "/tmp", free: .bytes(1))).passed)
    #expect(await runner.look(.disk(path: "/tmp", free: .share(0))).passed)
    let full = await runner.look(.disk(path: "/tmp", free: .share(1)))
    #expect(!full.passed && full.detail.hasSuffix("wanted 100 %"))
    #expect(await runner.look(.disk(path: "/tmp", free: .bytes(.max))).passed == false)
    #expect(await runner.look(.disk(path: "/nowhere", free: .bytes(1))).says(false, "disk /nowhere → not there"))
  }

  @Test func processesRunOrNot() async throws {
    let folder = try TemporaryFolder()
    let script = folder.path + "/slipway-sample-\(getpid())"
    try Shell.write("#!/bin/sh\nsleep 900\nexit 0\n", to: script)
    let process = try await Neighbour("exec '\(script)'")
    let name = (script as NSString).lastPathComponent
    #expect(await runner.look(.process(.named(name))).passed)
    let file = folder.path + "/pid"
    try Data("\(process.id)\n".utf8).write(to: URL(fileURLWithPath: file))
    #expect(await runner.look(.process(.pidFile(file))).passed)
    process.end()
    while await runner.look(.process(.pidFile(file))).passed { try await Task.sleep(for: .milliseconds(5)) }
    let gone = await runner.look(.process(.named(name)))
    #expect(gone.says(false, "process \(name) → does not run"))
    #expect(await runner.look(.process(.pidFile(file))).detail.hasSuffix("does not run"))
    try Data("none".utf8).write(to: URL(fileURLWithPath: file))
    #expect(await runner.look(.process(.pidFile(file))).detail.hasSuffix("no process number in it"))
    #expect(await runner.look(.process(.pidFile(folder.path + "/no"))).detail.hasSuffix("its file: not there"))
    #expect(await runner.look(.process(.named(""))).passed == false)
  }
}
