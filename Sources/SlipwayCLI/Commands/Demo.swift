import ArgumentParser

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Live through the example in two minutes.")
  @OptionGroup var common: Common

  func run() async throws {}
}
