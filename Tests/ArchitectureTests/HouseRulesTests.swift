import Testing

/// The house as it stands obeys its rules, and every rule catches a planted cheat.
@Suite struct HouseRulesTests {
  static let files = (try? Repository.swiftFiles(in: ["Sources", "Tests"])) ?? []
  static let manifest = Manifest(text: (try? Repository.text("Package.swift")) ?? "")

  @Test func `the manifest and the sources are read`() {
    #expect(Self.manifest.rooms.count > 15)
    #expect(Self.files.count > 50)
    #expect(Self.manifest["Jinja"]?.uses.contains("Diagnostics") == true)
  }

  @Test func `every import is an arrow of the manifest, and every arrow is used`() {
    #expect(HouseRules.imports(Self.files, Self.manifest) == [])
  }

  @Test func `every C library has one room above it`() {
    #expect(HouseRules.cellar(Self.files, Self.manifest) == [])
  }

  @Test func `engines work without Foundation`() {
    #expect(HouseRules.foundation(Self.files) == [])
  }

  @Test func `no file passes the wall`() {
    #expect(HouseRules.length(Self.files) == [])
  }

  @Test func `no vendor is named outside the cloud rooms`() {
    #expect(HouseRules.vendors(Self.files) == [])
  }

  @Test func `no forced casts, bare traps or leftovers`() {
    #expect(HouseRules.habits(Self.files) == [])
  }

  @Test func `the simulator and the planner do not know each other`() {
    #expect(Self.manifest["ConfigSimulation"]?.uses.contains("ConfigDiff") == false)
    #expect(Self.manifest["ConfigDiff"]?.uses.contains("ConfigSimulation") == false)
  }
}

/// Each rule, shown to fail when it should.
@Suite struct PlantedCheatTests {
  static let manifest = Manifest(
    text: """
        Room(
          name: "Low", floor: .kernel),
        Room(name: "High", floor: .engine, uses: ["Low"]),
        Room(
          name: "CLib", floor: .cellar, kind: .systemLibrary(pkgConfig: "c", apt: "c")),
      """)

  static func file(_ path: String, _ text: String) -> SourceFile { SourceFile(path: path, text: text) }

  @Test func `an upward or undeclared import is caught`() {
    let cheat = Self.file("Sources/Low/A.swift", "package import High\n")
    let honest = Self.file("Sources/High/B.swift", "import Low\n")
    #expect(
      HouseRules.imports([cheat, honest], Self.manifest) == [
        "Sources/Low/A.swift imports High, which the manifest does not let Low use"
      ])
  }

  @Test func `an arrow that nobody uses is caught`() {
    let idle = Self.file("Sources/High/B.swift", "struct B {}\n")
    #expect(
      HouseRules.imports([idle], Self.manifest) == [
        "Package.swift lets High use Low, which no file of it imports"
      ])
  }

  @Test func `a second room above a C library is caught`() {
    let first = Self.file("Sources/Low/A.swift", "internal import CLib\n")
    let second = Self.file("Sources/High/B.swift", "@preconcurrency import CLib\n")
    #expect(HouseRules.cellar([first], Self.manifest) == [])
    #expect(HouseRules.cellar([first, second], Self.manifest).count == 1)
  }

  @Test func `Foundation in an engine is caught`() {
    #expect(HouseRules.foundation([Self.file("Sources/Jinja/A.swift", "import Foundation\n")]).count == 1)
    #expect(HouseRules.foundation([Self.file("Sources/Rollout/A.swift", "import Foundation\n")]) == [])
  }

  @Test func `a file over the wall is caught`() {
    let long = String(repeating: "// line\n", count: 600)
    #expect(HouseRules.length([Self.file("Tests/X/A.swift", long)]).count == 1)
  }

  @Test func `a vendor's word in code or in a string is caught, in a comment it is not`() {
    #expect(HouseRules.vendors([Self.file("Sources/Low/A.swift", "let a = \"cisco-iosxe\"\n")]).count == 2)
    #expect(HouseRules.vendors([Self.file("Sources/Low/A.swift", "if isCisco {} // Cisco\n")]) == [])
    #expect(HouseRules.vendors([Self.file("Sources/Low/A.swift", "case vrp\n")]).count == 1)
    #expect(HouseRules.vendors([Self.file("Sources/CloudVPN/A.swift", "let a = \"huawei\"\n")]) == [])
  }

  @Test func `a forced try is caught`() {
    #expect(HouseRules.habits([Self.file("Sources/Low/A.swift", "let a = try! b()\n")]).count == 1)
  }
}
