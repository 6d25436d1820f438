// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// One test target a room: `Tests/<room>Tests`.
func room(_ name: String, testing dependencies: Target.Dependency...) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], swiftSettings: settings)
}

let package = Package(
  name: "churnlab",
  products: [
    .executable(name: "churnlab", targets: ["churnlab"]),
    .executable(name: "churnlab-server", targets: ["churnlab-server"]),
    .library(name: "ChurnML", targets: ["ChurnML"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    // Without its configuration files, which nothing here reads.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: ["FullFoundation"]),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.30.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas lapacke",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "ChurnML", dependencies: ["COpenBLAS", "CCrypto"], swiftSettings: settings),
    .target(
      name: "Workbench",
      dependencies: ["ChurnML", .product(name: "Yams", package: "Yams")], swiftSettings: settings),
    .target(name: "CVegaBundle"),
    .target(name: "Reporting", dependencies: ["Workbench", "CVegaBundle"], swiftSettings: settings),
    .executableTarget(
      name: "churnlab",
      dependencies: [
        "Reporting", "Workbench",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "churnlab-bench",
      dependencies: [
        "ChurnML", "Workbench", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    // The only two targets that know a web framework or a database; `--product churnlab` never compiles them.
    .target(
      name: "ChurnServer",
      dependencies: [
        "Reporting", "Workbench", "ChurnML",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "churnlab-server",
      dependencies: [
        "ChurnServer", "Workbench", "ChurnML",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["ChurnML"], path: "Tests/TestSupport",
      swiftSettings: settings),
    room("Support", testing: "ChurnML"),
    room("Experiment", testing: "Workbench", "ChurnML"),
    room("Forest", testing: "ChurnML"),
    room("Metrics", testing: "ChurnML"),
    room("Statistics", testing: "ChurnML"),
    room("Exploration", testing: "Reporting", "Workbench", "ChurnML"),
    room("Decision", testing: "ChurnML"),
    room("LinearAlgebra", testing: "ChurnML"),
    room("Models", testing: "ChurnML"),
    room("Laws", testing: "ChurnML"),
    room("Data", testing: "ChurnML"),
    room("Run", testing: "Workbench", "ChurnML"),
    room("Reporting", testing: "Reporting", "Workbench", "ChurnML"),
    room("Command", testing: "churnlab", "Workbench", "ChurnML"),
    room("DecisionRun", testing: "Workbench", "ChurnML"),
    room("Insight", testing: "Reporting", "Workbench", "ChurnML"),
    room("SavedModel", testing: "Workbench", "ChurnML"),
    room(
      "Server", testing: "ChurnServer", "Workbench", "ChurnML", "churnlab-server", "churnlab",
      .product(name: "GRDB", package: "GRDB.swift")),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
