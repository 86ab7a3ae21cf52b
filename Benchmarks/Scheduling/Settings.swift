import Foundation

/// What to run, from the environment.
struct Settings {
  let sets: [String]
  let budget: Double
  let threads: Int
  let out: String
  let starts: String?
  let seed: UInt64
  let sample: Int
  /// Schedules instead of seconds; the same for the same seed on every machine when there is one thread.
  let schedules: Int?

  init(_ environment: [String: String]) throws(Complaint) {
    func number<Number: LosslessStringConvertible & Comparable>(
      _ name: String, _ otherwise: Number, from least: Number
    ) throws(Complaint) -> Number {
      guard let text = environment[name], !text.isEmpty else { return otherwise }
      guard let number = Number(text), number >= least else {
        throw Complaint("\(name): “\(text)” is not a number from \(least) on")
      }
      return number
    }
    sets = (environment["SETS"] ?? "").split { " ,\t\n".contains($0) }.map(String.init)
    guard !sets.isEmpty else {
      throw Complaint("SETS: name one or more folders of .sm files, separated by spaces or commas")
    }
    budget = try number("BUDGET", 5, from: 0)
    guard budget <= 1_000_000 else { throw Complaint("BUDGET: more than a million seconds") }
    threads = min(256, try number("THREADS", 2, from: 1))
    seed = try number("SEED", 1, from: 0)
    sample = try number("SAMPLE", 1, from: 1)
    let schedules = try number("SCHEDULES", 0, from: 0)
    self.schedules = schedules > 0 ? schedules : nil
    guard let out = environment["OUT"], !out.isEmpty else { throw Complaint("OUT: name the file to write") }
    self.out = out
    starts = environment["STARTS"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The files of all sets, each set in the order of the numbers in its names; of each set every k-th for `SAMPLE=k`.
  func files() -> [URL] {
    sets.flatMap { set -> [URL] in
      let folder = URL(fileURLWithPath: set, isDirectory: true)
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      } catch {
        Complaint("\(set): \(error.localizedDescription)").print()
        exit(66)
      }
      let files = names.filter { $0.hasSuffix(".sm") }.sorted { left, right in
        let order = left.compare(right, options: .numeric)
        return order == .orderedSame ? left < right : order == .orderedAscending
      }
      return files.enumerated().filter { $0.offset % sample == sample / 2 }.map { folder.appending(path: $0.element) }
    }
  }
}

/// Why something could not be done, in one line.
struct Complaint: Error {
  let text: String

  init(_ text: String) { self.text = text }

  func print() {
    FileHandle.standardError.write(Data("bench-scheduling: \(text)\n".utf8))
  }
}
