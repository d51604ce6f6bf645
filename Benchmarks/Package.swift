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

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(url: "https://github.com/apple/swift-collections", exact: "1.6.0")],
  targets: [
    .target(name: "Diagnostics", swiftSettings: settings),
    .target(name: "OrderedJSON", swiftSettings: settings),
    .target(
      name: "Jinja", dependencies: ["Diagnostics", "OrderedJSON", collections, hashTrees],
      swiftSettings: settings),
    .executableTarget(
      name: "measure", dependencies: ["Jinja", "OrderedJSON", "Diagnostics"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
