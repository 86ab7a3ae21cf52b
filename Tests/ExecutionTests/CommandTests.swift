import Execution
import Foundation
import Slipway
import Testing

/// Commands carried out for real, by scripts made here and listed under a name.
@Suite struct CommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func runner(
    _ script: String, _ change: (inout Executable) -> Void = { _ in }, folders: [String]? = nil
  ) throws -> OutsideRunner {
    let path = folder.path + "/tool-\(UUID().uuidString)"
    try Shell.write("#!/bin/sh\n" + script, to: path)
    var tool = Executable(path: path)
    change(&tool)
    return OutsideRunner(policy: .open, executables: Executables(named: ["tool": tool], folders: folders))
  }

  @Test func anExitCodeIsJudged() async throws {
    let runner = try runner("echo hello; echo there >&2; exit ${1:-0}")
    let good = await runner.run(Command(executable: "tool", contains: ["hello\nthere"]))
    #expect(good.passed && good.detail.hasPrefix("tool → exit 0 in ") && good.exit == 0)
    #expect(good.output == "hello\nthere\n" && good.difference == nil && good.milliseconds != nil)
    let bad = await runner.run(Command(executable: "tool", arguments: ["3"]))
    #expect(!bad.passed && bad.exit == 3 && bad.detail.hasPrefix("tool 3 → exit 3 in ") && !bad.isTransient)
    #expect(bad.difference == "exit, expected: 0\nexit, got: 3")
    #expect(await runner.run(Command(executable: "tool", arguments: ["3"], exits: [0, 2, 3])).passed)
    let other = await runner.run(Command(executable: "tool", arguments: ["1"], exits: [0, 2], contains: ["done"]))
    #expect(
      other.difference
        == "exit, expected: 0 or 2\nexit, got: 1\noutput, expected: with “done”\noutput, got: not in it")
  }

  @Test func aProbeAndAScriptRunCommandsToo() async throws {
    let runner = try runner("echo \"$1 $SLIPWAY_STEP\"")
    #expect(await runner.look(.command(Command(executable: "tool", arguments: ["a"], contains: ["a "]))).passed)
    let work = Work(
      subject: .test("t"),
      deed: .script([.command(Command(executable: "tool", arguments: ["b"], contains: ["b p/r/s"]), captures: [])]),
      step: "p/r/s")
    #expect(await runner.run(work).passed)
  }

  @Test func onlyListedNamesRun() async throws {
    let runner = try runner("exit 0")
    for name in ["sh", "/bin/sh", "../tool", "", "tool ", "Tool"] {
      let finding = await runner.run(Command(executable: name))
      #expect(!finding.passed && finding.detail.contains("is not on this installation's list of executables"))
      #expect(finding.detail.contains("--allowed") && finding.exit == nil)
    }
    let none = OutsideRunner(policy: .open)
    #expect(await none.run(Command(executable: "tool")).passed == false)
  }

  @Test func argumentsAreNoShellText() async throws {
    let runner = try runner("for a in \"$@\"; do echo \"<$a>\"; done")
    let arguments = ["a b", "$(id)", "`id`", "; id", "*", "", "'\"", "ä\n"]
    let finding = await runner.run(Command(executable: "tool", arguments: arguments))
    #expect(finding.output == arguments.map { "<\($0)>\n" }.joined())
    let null = await runner.run(Command(executable: "tool", arguments: ["a\u{0}b"]))
    #expect(null.detail.hasSuffix("an argument or variable has a null character"))
    let long = await runner.run(
      Command(executable: "tool", arguments: [String(repeating: "x", count: 200_000)]))
    #expect(long.detail.hasSuffix("longer than 128 kB"))
  }

  @Test func nothingIsInherited() async throws {
    setenv("SLIPWAY_TEST_SECRET", "do-not-tell", 1)
    let runner = try runner("env") {
      $0.environment = [.init(name: "SHARED", value: "operator"), .init(name: "PATH", value: "/usr/bin:/bin")]
      $0.secrets = [.init(name: "VAULT", value: "hunter22")]
    }
    let finding = await runner.run(
      Command(
        executable: "tool", environment: [.init(name: "SHARED", value: "document"), .init(name: "OWN", value: "1")]),
      step: "p/r/s", adding: [.init(name: "SLIPWAY_REHEARSAL", value: "yes")])
    let lines = Set((finding.output ?? "").split(separator: "\n").map(String.init))
    #expect(lines.contains("SHARED=operator") && lines.contains("OWN=1") && lines.contains("SLIPWAY_STEP=p/r/s"))
    #expect(lines.contains("SLIPWAY_REHEARSAL=yes") && lines.contains("VAULT=•••"))
    let names = Set(lines.compactMap { $0.split(separator: "=").first.map(String.init) })
    #expect(
      names.isSubset(of: [
        "SHARED", "OWN", "SLIPWAY_STEP", "SLIPWAY_REHEARSAL", "VAULT", "PATH", "LANG", "HOME", "PWD", "_", "OLDPWD",
        "SHLVL",
      ]))
  }

  @Test(arguments: [
    "LD_PRELOAD", "PATH", "HOME", "BASH_ENV", "PYTHONPATH", "GIT_SSH_COMMAND", "SLIPWAY_STEP", "ANSIBLE_CONFIG",
    "ld_preload",
  ])
  func someVariablesAreTheOperators(_ name: String) async throws {
    let runner = try runner("exit 0")
    let finding = await runner.run(
      Command(executable: "tool", environment: [.init(name: name, value: "/tmp/x")]))
    #expect(finding.detail.contains("a document may not set \(name)") && !finding.passed)
  }

  @Test(arguments: ["", "A B", "1A", "A=B", "Ä", "A\u{0}"]) func aVariableHasAName(_ name: String) async throws {
    let runner = try runner("exit 0")
    let finding = await runner.run(Command(executable: "tool", environment: [.init(name: name, value: "x")]))
    #expect(finding.detail.hasSuffix("cannot be the name of a variable"))
  }

  @Test func timeRunsOutForAll() async throws {
    let runner = try runner("trap '' TERM; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.1; done' & wait; wait") {
      $0.timeLimit = Span(seconds: 1)
    }
    let start = ContinuousClock.now
    let finding = await runner.run(Command(executable: "tool"))
    let elapsed = ContinuousClock.now - start
    #expect(finding.detail.hasSuffix("→ stopped after 1 second, its longest time") && !finding.passed)
    #expect(finding.isTransient && finding.exit == nil && finding.difference != nil)
    // One second, five of patience for those that will not go, and the killing.
    #expect(elapsed > .seconds(5.9) && elapsed < .seconds(60))
    let child = try #require(pid_t(finding.output?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""))
    #expect(Self.isGone(child))
  }

  @Test func theShorterTimeCounts() async throws {
    let runner = try runner("sleep 100") { $0.timeLimit = .hours(1) }
    let start = ContinuousClock.now
    #expect(await runner.run(Command(executable: "tool", timeLimit: Span(seconds: 1))).isTransient)
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test func aCancelledCommandEndsWithItsChildren() async throws {
    let ready = folder.path + "/ready"
    let runner = try runner(
      "trap 'echo asked; exit 1' TERM; sleep 300 & echo $! > '\(ready)'.part; mv '\(ready)'.part '\(ready)'; wait")
    let task = Task { await runner.run(Command(executable: "tool")) }
    while !FileManager.default.fileExists(atPath: ready) { try await Task.sleep(for: .milliseconds(10)) }
    let child = try #require(
      pid_t(try String(contentsOfFile: ready, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(kill(child, 0) == 0)
    task.cancel()
    let finding = await task.value
    #expect(finding.detail == "tool → stopped before it ended" && !finding.passed)
    #expect(finding.output == "asked\n")
    #expect(Self.isGone(child))
  }

  @Test func aTaskThatIsAlreadyCancelledStartsNothing() async throws {
    let mark = folder.path + "/mark"
    let runner = try runner("touch '\(mark)'")
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await runner.run(Command(executable: "tool"))
    }
    #expect(await task.value.detail == "tool → stopped before it ended")
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  /// What was properly started lives on, and does not hold up the end.
  @Test func aDaemonSurvivesAndIsNotWaitedFor() async throws {
    let file = folder.path + "/daemon"
    let runner = try runner(
      "setsid sh -c 'echo $$ > \"\(file)\"; echo begun; while :; do sleep 0.2; done' &\n"
        + "while ! [ -s '\(file)' ]; do sleep 0.01; done; echo started")
    let finding = await runner.run(Command(executable: "tool", contains: ["started"]))
    #expect(finding.passed)
    // It runs while the command's end is known: nobody waited for its output to end.
    let daemon = try #require(
      pid_t(try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(!Self.isGone(daemon))
    kill(daemon, SIGKILL)
  }

  @Test func aFloodIsDrainedAndBounded() async throws {
    let runner = try runner("echo first; head -c 3000000 /dev/zero | tr '\\0' 'x'; echo; echo last; exit 0")
    let finding = await runner.run(Command(executable: "tool", contains: ["first", "last"]))
    let output = try #require(finding.output)
    #expect(finding.passed && output.hasPrefix("first\n") && output.hasSuffix("last\n"))
    #expect(output.utf8.count < (64 << 10) + 100)
    #expect(output.contains("… \(3_000_012 - (64 << 10)) bytes left out …"))
  }

  @Test func whatAGrandchildFloodsIsLeft() async throws {
    let runner = try runner("setsid yes & sleep 0.2; echo $! > '\(folder.path)/yes'")
    let start = ContinuousClock.now
    let finding = await runner.run(Command(executable: "tool"))
    #expect(finding.passed && ContinuousClock.now - start < .seconds(60))
    let yes = try String(contentsOfFile: folder.path + "/yes", encoding: .utf8)
    _ = try? await Shell.output("kill -9 \(yes)")
  }

  @Test func secretsAreMaskedEverywhere() async throws {
    let runner = try runner("printf 'se'; sleep 0.1; printf 'same-open %s\\n' \"$1\"; echo 'password: abc123'; exit 4")
    {
      $0.secrets = [.init(name: "S", value: "sesame-open\n"), .init(name: "T", value: "abc")]
    }
    let finding = await runner.run(
      Command(executable: "tool", arguments: ["sesame-open"], contains: ["sesame-open"]))
    #expect(finding.output == "••• •••\npassword: •••\n")
    #expect(finding.detail.hasPrefix("tool ••• → exit 4"))
    #expect("\(finding)".contains("sesame-open") == false)
  }

  @Test func outputIsMadePlain() async throws {
    let runner = try runner(#"printf 'a\033[31mred\033[0m\000b\rc\r\nd\377e\tf\007\n'"#)
    #expect(await runner.run(Command(executable: "tool")).output == "aredb\nc\nd\u{FFFD}e\tf\n")
  }

  @Test func foldersAreTheOperatorsOrBelow() async throws {
    let own = folder.path + "/own"
    try FileManager.default.createDirectory(atPath: own + "/sub", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: own + "/out", withDestinationPath: "/tmp")
    let listed = try runner("pwd -P", { $0.folder = own })
    func run(_ runner: OutsideRunner, _ folder: String?) async -> Finding {
      await runner.run(Command(executable: "tool", folder: folder))
    }
    #expect(await run(listed, nil).output == own + "\n")
    #expect(await run(listed, "sub").output == own + "/sub\n")
    #expect(await run(listed, own + "/sub").output == own + "/sub\n")
    for path in ["/tmp", "..", "out", own + "/sub/../.."] {
      #expect(await run(listed, path).detail.hasSuffix("outside the folders that this installation allows"), "\(path)")
    }
    #expect(await run(listed, "missing").detail.hasSuffix("is not there"))
    let free = try runner("pwd -P")
    #expect(await run(free, nil).output == "/\n")
    #expect(await run(free, own).output == own + "\n")
    let fenced = try runner("pwd -P", folders: [own])
    #expect(await run(fenced, own + "/sub").passed)
    #expect(await run(fenced, "/tmp").passed == false)
  }

  @Test func stdinIsEmpty() async throws {
    #expect(try await runner("cat; echo end").run(Command(executable: "tool")).output == "end\n")
  }

  @Test func whatCannotStartIsAFinding() async throws {
    func run(_ executable: Executable) async -> Finding {
      await OutsideRunner(policy: .open, executables: Executables(named: ["tool": executable]))
        .run(Command(executable: "tool"))
    }
    let plain = folder.path + "/plain"
    try Data("x".utf8).write(to: URL(fileURLWithPath: plain))
    #expect(await run(Executable(path: folder.path + "/none")).detail.contains("is not there or may not be run"))
    #expect(await run(Executable(path: plain)).detail.contains("is not there or may not be run"))
    #expect(await run(Executable(path: "tool")).detail.contains("not a full path"))
    #expect(
      await run(Executable(path: "/bin/true", folder: "/nowhere")).detail.contains("folder /nowhere is not there"))
    #expect(await run(Executable(path: "/bin/true", user: "nobody-here")).detail.contains("there is no user"))
    chmod(plain, 0o755)
    let text = await run(Executable(path: plain))
    #expect(!text.passed && text.exit == nil, "\(text)")
    let signal = folder.path + "/signal"
    try Shell.write("#!/bin/sh\nkill -9 $$\n", to: signal)
    #expect(await run(Executable(path: signal)).detail.contains("ended by signal 9"))
  }

  @Test(.enabled(if: geteuid() == 0, "changing the account takes root")) func commandsRunUnderTheirAccount()
    async throws
  {
    let runner = try runner("id -un; id -Gn; echo $HOME; touch /root/slipway-no 2>/dev/null || echo refused") {
      $0.user = "nobody"
    }
    chmod(folder.path, 0o755)
    let finding = await runner.run(Command(executable: "tool"))
    #expect(finding.output == "nobody\nnogroup\n/nonexistent\nrefused\n")
  }

  @Test func nothingIsLeftBehind() async throws {
    let runner = try runner("echo x; exit 0")
    func open() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
    _ = await runner.run(Command(executable: "tool"))
    let before = try open()
    for _ in 0..<200 { #expect(await runner.run(Command(executable: "tool")).passed) }
    for name in ["no", "tool"] {
      _ = await runner.run(Command(executable: name, folder: "/nowhere"))
    }
    // Other tests open and close at the same time; a leak would be two hundred.
    var after = try open()
    for _ in 0..<100 where after > before + 40 {
      try await Task.sleep(for: .milliseconds(50))
      after = try open()
    }
    #expect(after <= before + 40)
  }

  @Test func manyRunAtOnce() async throws {
    let runner = try runner("echo \"$1\"; sleep 0.05")
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<60 {
        group.addTask {
          let finding = await runner.run(Command(executable: "tool", arguments: ["\(number)"]))
          return finding.passed && finding.output == "\(number)\n"
        }
      }
      for await isGood in group { #expect(isGood) }
    }
  }

  private static func isGone(_ id: pid_t) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return true }
    return text.contains(") Z ")
  }
}
