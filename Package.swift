// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "slipway",
  products: [
    .executable(name: "slipway", targets: ["SlipwayCLI"]),
    .executable(name: "ledger-new", targets: ["LedgerNew"]),
    .executable(name: "ledger-old", targets: ["LedgerOld"]),
    .library(name: "Scheduling", targets: ["Scheduling"]),
    .library(name: "SequentialTests", targets: ["SequentialTests"]),
    .library(name: "Admission", targets: ["Admission"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // Engines: pure, and unaware of programmes.
    .target(name: "Scheduling", swiftSettings: house),
    .target(name: "SequentialTests", swiftSettings: house),
    .target(name: "Admission", swiftSettings: house),
    .target(
      name: "Interchange",
      dependencies: [.product(name: "Yams", package: "Yams")],
      swiftSettings: house),

    // The domain: pure.
    .target(
      name: "Slipway",
      dependencies: [
        "Scheduling", "SequentialTests", "Admission", "Interchange",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: house),

    // Use cases and ports, then what stands behind the ports.
    .target(
      name: "Operations",
      dependencies: [
        "Slipway", "Admission", "Interchange", "Scheduling", "SequentialTests",
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: house),
    .target(
      name: "Storage",
      dependencies: ["Slipway", "Operations", "SequentialTests", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: house),
    .target(
      name: "Execution",
      dependencies: [
        "Slipway", "Operations",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: house),

    // Doors: they only translate.
    .target(
      name: "Server",
      dependencies: [
        "Slipway", "Admission", "Interchange", "Operations", "Storage", "Execution",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      resources: [.copy("Pages/Templates"), .copy("Pages/Assets"), .copy("API/openapi.json")],
      swiftSettings: house),
    .executableTarget(
      name: "SlipwayCLI",
      dependencies: [
        "Server", "Operations", "Slipway", "Scheduling",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: house),

    // What the example introduces and what it replaces: programs of their own that import nothing of the product.
    .target(
      name: "LedgerHosting",
      dependencies: [
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      path: "examples/ledger/systems/hosting",
      swiftSettings: house),
    .executableTarget(
      name: "LedgerNew",
      dependencies: [
        "LedgerHosting",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      path: "examples/ledger/systems/new",
      swiftSettings: house),
    .executableTarget(
      name: "LedgerOld",
      dependencies: [
        "LedgerHosting",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      path: "examples/ledger/systems/old",
      swiftSettings: house),

    // Figures beside their limits and peers: Benchmarks/run.sh.
    .executableTarget(
      name: "SlipwayBenchmarks",
      dependencies: [
        "Admission", "Scheduling", "Slipway", "Operations", "Storage", "Server",
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Benchmarks/Slipway",
      swiftSettings: house),
    .executableTarget(
      name: "SchedulingBenchmarks", dependencies: ["Scheduling", "Interchange"], path: "Benchmarks/Scheduling",
      swiftSettings: house),
    .executableTarget(
      name: "LevellingBenchmark", dependencies: ["Scheduling"], path: "Benchmarks/TaskJuggler", swiftSettings: house),
    .executableTarget(
      name: "MonteCarloBenchmark", dependencies: ["Scheduling"], path: "Benchmarks/MonteCarlo", swiftSettings: house),
    .executableTarget(
      name: "GuardrailBenchmark", dependencies: ["SequentialTests"], path: "Benchmarks/Guardrails", swiftSettings: house
    ),

    .executableTarget(
      name: "IntakeFuzz", dependencies: ["Interchange"], path: "Benchmarks/Intake", swiftSettings: house),

    .testTarget(name: "SchedulingTests", dependencies: ["Scheduling"], swiftSettings: house),
    .testTarget(name: "SequentialTestsTests", dependencies: ["SequentialTests"], swiftSettings: house),
    .testTarget(name: "AdmissionTests", dependencies: ["Admission"], swiftSettings: house),
    .testTarget(name: "InterchangeTests", dependencies: ["Interchange"], swiftSettings: house),
    .testTarget(
      name: "SlipwayTests",
      dependencies: ["Slipway", "Interchange", "Scheduling", "SequentialTests", "Admission"],
      swiftSettings: house),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "Storage", "Operations", "SequentialTests", "Slipway", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "OperationsTests",
      dependencies: [
        "Operations", "Slipway", "SequentialTests", "Storage", "Admission",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "Server", "Execution", "Operations", "Slipway", "Storage",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "ExecutionTests",
      dependencies: [
        "Execution", "Operations", "Slipway",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)
