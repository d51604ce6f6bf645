// swift-tools-version: 6.2
// The house as data: every room with its floor and what it may use. Arrows point down only; a wrong
// one stops the build here with one line. ArchitectureTests compares the `import` lines with this list.
import Foundation
import PackageDescription

/// Height of a room.
///
/// A room may use rooms of strictly lower floors.
enum Floor: Int {
  case cellar, kernel, engine, domain, adapter, catalog, useCase, ticket, rollout, entry
}

/// What a room is to the package manager.
enum Kind {
  case swift
  case executable
  case systemLibrary(pkgConfig: String, apt: String)
}

/// One module of `Sources/`, and its tests in `Tests/<name>Tests`.
struct Room {
  var name: String
  var floor: Floor
  var uses: [String] = []
  var packages: [Target.Dependency] = []
  var kind = Kind.swift
  var plugins: [Target.PluginUsage] = []
  /// Rooms that only the tests use beside the room itself; `nil`: there is no test target.
  var testedWith: [String]? = []
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let hashTrees = Target.Dependency.product(name: "HashTreeCollections", package: "swift-collections")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")

let rooms: [Room] = [
  // The cellar: C libraries, each with exactly one Swift room above it.
  Room(
    name: "COpenSSL", floor: .cellar, kind: .systemLibrary(pkgConfig: "openssl", apt: "libssl-dev"),
    testedWith: nil),
  Room(
    name: "CCurl", floor: .cellar, kind: .systemLibrary(pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    testedWith: nil),
  Room(
    name: "CLibXML2", floor: .cellar, kind: .systemLibrary(pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    testedWith: nil),

  // Kernel: values and wrappers that know nothing of the product.
  Room(name: "Diagnostics", floor: .kernel),
  Room(name: "OrderedJSON", floor: .kernel),
  Room(name: "IPAddressing", floor: .kernel),
  Room(name: "Cryptography", floor: .kernel, uses: ["COpenSSL"]),
  Room(name: "HTTPTransport", floor: .kernel, uses: ["CCurl"]),
  Room(name: "XMLChecking", floor: .kernel, uses: ["CLibXML2"]),
  Room(name: "SafeFiles", floor: .kernel),
  // Which right each call of the cloud's API needs: the client tells it, the sandbox asks for it.
  Room(name: "CloudPermissions", floor: .kernel),

  // Engines: text in, values out.
  Room(
    name: "Jinja", floor: .engine, uses: ["Diagnostics", "OrderedJSON"], packages: [collections, hashTrees]),
  Room(name: "ConfigTree", floor: .engine, uses: ["Diagnostics", "XMLChecking"]),
  Room(name: "Documents", floor: .engine, uses: ["Diagnostics", "OrderedJSON"], packages: [yams]),
  Room(name: "Secrets", floor: .engine, uses: ["Cryptography", "Diagnostics", "SafeFiles"]),

  // Domain: what a tunnel is, what a change is.
  Room(
    name: "VPNIntent", floor: .domain,
    uses: ["Diagnostics", "Documents", "OrderedJSON", "IPAddressing", "Secrets", "Cryptography"]),
  Room(name: "NetworkFilters", floor: .domain, uses: ["Jinja", "IPAddressing", "OrderedJSON"]),
  Room(name: "ConfigDiff", floor: .domain, uses: ["ConfigTree", "Diagnostics", "OrderedJSON"]),
  // Shares no code with ConfigDiff on purpose: it is the second opinion behind every proof.
  Room(
    name: "ConfigSimulation", floor: .domain, uses: ["ConfigTree", "Diagnostics"],
    testedWith: ["ConfigDiff", "OrderedJSON"]),

  // Adapters: the cloud, the registry, the platforms.
  Room(name: "PlatformModel", floor: .adapter, uses: ["ConfigTree", "Diagnostics"], packages: [yams]),
  Room(
    name: "CloudVPN", floor: .adapter,
    uses: [
      "HTTPTransport", "CloudPermissions", "Cryptography", "Documents", "IPAddressing", "Secrets",
      "Diagnostics", "OrderedJSON", "SafeFiles",
    ], packages: [logging], testedWith: ["CloudSandbox"]),
  Room(
    name: "CloudRecording", floor: .adapter,
    uses: ["HTTPTransport", "OrderedJSON", "Secrets", "SafeFiles", "Cryptography", "Diagnostics"]),
  Room(
    name: "CloudSandbox", floor: .adapter,
    uses: ["CloudPermissions", "Cryptography", "OrderedJSON", "IPAddressing"],
    packages: [flyingFox]),
  Room(
    name: "DeviceRegistry", floor: .adapter,
    uses: ["Diagnostics", "Cryptography", "OrderedJSON", "SafeFiles"]),

  // The catalog: the platforms that travel inside the binary, and the workspace's own.
  Room(
    name: "BuiltinsCompiler", floor: .catalog, uses: ["PlatformModel", "SafeFiles", "Diagnostics"],
    kind: .executable,
    testedWith: nil),
  Room(
    name: "Platforms", floor: .catalog, uses: ["PlatformModel", "SafeFiles", "Diagnostics"],
    plugins: ["EmbedBuiltins"], testedWith: ["ConfigTree"]),

  // Use cases.
  Room(
    name: "IntentFetch", floor: .useCase,
    uses: [
      "CloudVPN", "VPNIntent", "IPAddressing", "Secrets", "Diagnostics", "OrderedJSON", "Cryptography",
    ], testedWith: ["CloudSandbox", "HTTPTransport"]),
  Room(
    name: "Rendering", floor: .useCase,
    uses: [
      "Jinja", "NetworkFilters", "Platforms", "PlatformModel", "VPNIntent", "IPAddressing", "Secrets",
      "Diagnostics",
    ], testedWith: ["ConfigTree", "Validation"]),
  Room(
    name: "Validation", floor: .useCase,
    uses: [
      "PlatformModel", "ConfigTree", "VPNIntent", "IPAddressing", "Secrets", "Diagnostics", "OrderedJSON",
    ]),
  // Tunnels out of any file, by the platform's rows.
  Room(
    name: "TunnelReading", floor: .useCase,
    uses: ["PlatformModel", "ConfigTree", "IPAddressing", "Diagnostics", "OrderedJSON", "Secrets"],
    testedWith: ["Platforms", "Rendering", "VPNIntent"]),
  Room(
    name: "Redaction", floor: .useCase, uses: ["PlatformModel", "ConfigTree", "Secrets", "Diagnostics"],
    testedWith: ["Platforms", "SafeFiles"]),
  Room(
    name: "ChangeTicket", floor: .ticket,
    uses: [
      "Rendering", "Redaction", "Validation", "ConfigDiff", "ConfigSimulation", "ConfigTree", "PlatformModel",
      "VPNIntent", "IPAddressing", "Secrets", "Cryptography", "Diagnostics", "OrderedJSON", "SafeFiles",
    ], testedWith: ["Platforms"]),
  Room(
    name: "Rollout", floor: .rollout,
    uses: [
      "ChangeTicket", "IntentFetch", "CloudVPN", "DeviceRegistry", "Rendering", "Validation", "ConfigDiff",
      "ConfigTree", "Platforms", "PlatformModel", "VPNIntent", "Secrets", "Diagnostics", "OrderedJSON",
      "SafeFiles",
    ], testedWith: ["CloudSandbox", "HTTPTransport"]),

  // What an engineer types in by hand where no platform writes it.
  Room(
    name: "Worksheet", floor: .rollout,
    uses: ["ChangeTicket", "VPNIntent", "IPAddressing", "Secrets"], testedWith: ["Diagnostics"]),

  // The entry.
  Room(
    name: "peerconf", floor: .entry,
    uses: [
      "ChangeTicket", "CloudPermissions", "CloudRecording", "CloudSandbox", "CloudVPN", "ConfigDiff",
      "ConfigSimulation", "ConfigTree", "DeviceRegistry", "Diagnostics", "Documents", "HTTPTransport",
      "IntentFetch", "Jinja",
      "OrderedJSON",
      "PlatformModel", "Platforms", "Redaction", "Rendering", "Rollout", "SafeFiles", "Secrets",
      "TunnelReading", "VPNIntent", "Validation", "Worksheet",
    ], packages: [argumentParser, yams], kind: .executable, testedWith: nil),
]

/// Tests that look at the house from outside and import none of its rooms.
let outsideTests = ["ArchitectureTests", "CommandTests"]

/// Rooms whose walls are still going up.
///
/// They are declared, so that their arrows are judged, and built only when `PEERCONF_ROOMS` names them.
/// A room leaves this list with its tests green.
let underConstruction: Set<String> = []

// MARK: - The judge

let floors = Dictionary(uniqueKeysWithValues: rooms.map { ($0.name, $0.floor.rawValue) })
for room in rooms {
  for used in room.uses {
    guard let floor = floors[used] else { fatalError("\(room.name) uses \(used), which is no room") }
    guard floor < room.floor.rawValue else {
      fatalError("\(room.name) may not use \(used): it is not on a lower floor")
    }
  }
}

// MARK: - Working on one room

/// The rooms to build and test, with what they stand on: `PEERCONF_ROOMS=Jinja,ConfigTree swift test`.
///
/// `make test ROOM=Jinja` sets it, with a build folder of its own.
let chosen = Context.environment["PEERCONF_ROOMS"].map { Set($0.split(separator: ",").map(String.init)) }
let byName = Dictionary(uniqueKeysWithValues: rooms.map { ($0.name, $0) })

@MainActor func closure(_ names: Set<String>) -> Set<String> {
  var all = names
  var queue = Array(names)
  while let name = queue.popLast() {
    for used in byName[name]?.uses ?? [] where all.insert(used).inserted { queue.append(used) }
    if byName[name]?.plugins.isEmpty == false, all.insert("BuiltinsCompiler").inserted {
      queue.append("BuiltinsCompiler")
    }
  }
  return all
}

let testHelp = chosen.map { names in Set(names.flatMap { byName[$0]?.testedWith ?? [] }) } ?? []
let built = chosen.map { closure($0.union(testHelp)) }
let presentRooms = rooms.filter { built?.contains($0.name) ?? !underConstruction.contains($0.name) }

// MARK: - Targets

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// `PEERCONF_OPTIMIZED=1` optimises the rooms of a debug build, as continuous integration does: the laws try thousands
/// of cases, and all checks but `assert` stay.
let isOptimized = Context.environment["PEERCONF_OPTIMIZED"] == "1"
let roomSettings = settings + (isOptimized ? [.unsafeFlags(["-O"])] : [])

@MainActor func target(_ room: Room) -> Target {
  let dependencies = room.uses.map { Target.Dependency.target(name: $0) } + room.packages
  switch room.kind {
  case .swift:
    return .target(
      name: room.name, dependencies: dependencies, swiftSettings: roomSettings, plugins: room.plugins)
  case .executable:
    return .executableTarget(
      name: room.name, dependencies: dependencies, swiftSettings: roomSettings, plugins: room.plugins)
  case .systemLibrary(let pkgConfig, let apt):
    return .systemLibrary(name: room.name, pkgConfig: pkgConfig, providers: [.apt([apt])])
  }
}

@MainActor func testTarget(_ room: Room) -> Target? {
  guard let helpers = room.testedWith, chosen?.contains(room.name) ?? true else { return nil }
  let dependencies =
    ([room.name] + room.uses + helpers).map { Target.Dependency.target(name: $0) } + room.packages
  return .testTarget(
    name: "\(room.name)Tests", dependencies: dependencies, exclude: fixtures(of: "\(room.name)Tests"),
    swiftSettings: settings)
}

/// Goldens and cases are read from disk beside the tests, never bundled.
@MainActor func fixtures(of tests: String) -> [String] {
  ["Fixtures", "Fuzz", "Scenarios", "Peers", "Trees"].filter { folder in
    FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/Tests/\(tests)/\(folder)")
  }
}

var targets = presentRooms.map(target) + presentRooms.compactMap(testTarget)
if presentRooms.contains(where: { !$0.plugins.isEmpty }) {
  targets.append(
    .plugin(
      name: "EmbedBuiltins", capability: .buildTool(), dependencies: ["BuiltinsCompiler"],
      path: "Sources/EmbedBuiltins"))
}
if chosen == nil {
  // They run the built binary, so they depend on it without importing it.
  targets += outsideTests.map {
    .testTarget(
      name: $0, dependencies: ["peerconf"], exclude: fixtures(of: $0), swiftSettings: settings)
  }
}

/// Packages by identity; only those that a built room uses are resolved.
let packages: [(identity: String, package: Package.Dependency)] = [
  ("swift-argument-parser", .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")),
  ("swift-collections", .package(url: "https://github.com/apple/swift-collections", from: "1.6.0")),
  ("swift-log", .package(url: "https://github.com/apple/swift-log", from: "1.16.2")),
  ("Yams", .package(url: "https://github.com/jpsim/Yams", from: "6.2.2")),
  ("FlyingFox", .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1")),
]

let usedPackages = packages.filter { entry in
  presentRooms.contains { room in
    room.packages.contains { dependency in
      if case .productItem(_, let package, _, _) = dependency { package == entry.identity } else { false }
    }
  }
}.map(\.package)

let package = Package(
  name: "peerconf",
  platforms: [.macOS(.v15)],
  products: presentRooms.contains { $0.name == "peerconf" }
    ? [
      .executable(name: "peerconf", targets: ["peerconf"]),
      .library(name: "ConfigTree", targets: ["ConfigTree"]),
    ] : [],
  dependencies: usedPackages,
  targets: targets
)
