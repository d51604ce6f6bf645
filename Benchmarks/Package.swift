// swift-tools-version: 6.2
// Measurements beside other tools: a package of its own, so that nobody who builds peerconf builds these too.
// The rooms are those of the product, linked in as folders: what is measured is what is shipped.
import PackageDescription

let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let hashTrees = Target.Dependency.product(name: "HashTreeCollections", package: "swift-collections")
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func room(_ name: String, _ rooms: [String] = [], _ products: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: rooms.map { .init(stringLiteral: $0) } + products, swiftSettings: settings)
}

let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    room("Diagnostics"),
    room("OrderedJSON"),
    room("Jinja", ["Diagnostics", "OrderedJSON"], [collections, hashTrees]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0"),
    room("XMLChecking", ["CLibXML2"]),
    room("ConfigTree", ["Diagnostics", "XMLChecking"]),
    room("PlatformModel", ["ConfigTree", "Diagnostics"], [.product(name: "Yams", package: "Yams")]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl"),
    room("HTTPTransport", ["CCurl"]),
    room("Cryptography", ["COpenSSL"]),
    room("IPAddressing"),
    room("SafeFiles"),
    room("CloudPermissions"),
    room("Documents", ["Diagnostics", "OrderedJSON"], [.product(name: "Yams", package: "Yams")]),
    room("Secrets", ["Cryptography", "Diagnostics", "SafeFiles"]),
    room("Redaction", ["PlatformModel", "ConfigTree", "Secrets", "Diagnostics"]),
    room(
      "CloudVPN",
      [
        "HTTPTransport", "CloudPermissions", "Cryptography", "Documents", "IPAddressing", "Secrets",
        "Diagnostics",
        "OrderedJSON", "SafeFiles",
      ], [.product(name: "Logging", package: "swift-log")]),
    .executableTarget(
      name: "fuzzread", dependencies: ["ConfigTree", "PlatformModel"], swiftSettings: settings),
    .executableTarget(
      name: "load", dependencies: ["CloudVPN", "HTTPTransport", "Secrets"], swiftSettings: settings),
    .executableTarget(
      name: "measure",
      dependencies: [
        "Jinja", "OrderedJSON", "Diagnostics", "ConfigTree", "PlatformModel", "Redaction", "Secrets",
      ],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
