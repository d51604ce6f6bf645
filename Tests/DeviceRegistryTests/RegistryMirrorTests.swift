import DeviceRegistry
import Foundation
import OrderedJSON
import SafeFiles
import Testing

private func mirror(_ answer: String) throws -> RegistryMirror {
  try RegistryMirror(
    answer: Array(answer.utf8), region: "r-1", endpoint: "vpn.example", fetchedAt: "2026-01-02T03:04:05Z")
}

@Suite struct RegistryMirrorTests {
  static let two = """
    {"supported_devices":[
      {"vendor":"Globex","type":"Router","model":"G-1","version":"2","extra":{"b":1,"a":[1.0]}},
      {"vendor":"Acme","type":"Edge","model":"E-100","version":"default"},
      {"vendor":"Acme","type":"Edge","model":"E-100","version":"default"}],"request_id":"x"}
    """

  @Test func `rows are sorted, each once, and kept raw beside`() throws {
    let mirror = try mirror(Self.two)
    #expect(mirror.devices.map(\.description) == ["Acme/Edge/E-100/default", "Globex/Router/G-1/2"])
    #expect(mirror.rawRows.count == 3)
    #expect(mirror.rawRows[0]["extra"]?.text(.compact) == #"{"b":1,"a":[1.0]}"#)
  }

  @Test func `a mirror reads back as itself`() throws {
    let mirror = try mirror(Self.two)
    #expect(try RegistryMirror(reading: mirror.bytes) == mirror)
  }

  @Test(arguments: UInt64(1)...40)
  func `the order of the cloud's rows does not matter`(seed: UInt64) throws {
    var generator = Shuffle(state: seed)
    let rows = (0..<12).map { #"{"vendor":"V\#($0 % 5)","type":"T","model":"M\#($0)","version":"1"}"# }
    let plain = try mirror("{\"supported_devices\":[\(rows.joined(separator: ","))]}")
    let mixed = rows.shuffled(using: &generator)
    let other = try mirror("{\"supported_devices\":[\(mixed.joined(separator: ","))]}")
    #expect(other.devices == plain.devices)
    #expect(RegistryChange(from: plain, to: other).added.isEmpty)
    #expect(try RegistryMirror(reading: other.bytes) == other)
  }

  @Test func `a single object and rows in the other form are understood`() throws {
    let single = try mirror(#"{"supported_devices":{"vendor":"Acme","platform":"E-1","version":"1"}}"#)
    #expect(single.devices == [DeviceName(vendor: "Acme", type: "", model: "E-1", version: "1")])
    #expect(single.devices[0].isComplete == false)
  }

  @Test(arguments: [
    "", "<html>busy</html>", "[]", "{}", #"{"supported_devices":3}"#,
    #"{"supported_devices":[{"type":"x"}]}"#,
    #"{"supported_devices":[1]}"#, #"{"supported_devices":[{"vendor":""}]}"#,
  ])
  func `an answer of another form is refused`(answer: String) {
    let error = #expect(throws: RegistryError.self) { try mirror(answer) }
    #expect(error?.kind == .undecodable)
  }

  @Test func `an empty list is refused`() {
    let error = #expect(throws: RegistryError.self) { try mirror(#"{"supported_devices":[]}"#) }
    #expect(error?.kind == .empty)
  }

  @Test func `a mirror changed by hand is refused`() throws {
    let text = String(decoding: try mirror(Self.two).bytes, as: UTF8.self)
    for (from, to) in [
      ("E-100", "E-200"), ("peerconf.registry/1", "other/1"), ("\"raw\"", "\"row\""), ("}", ""),
    ] {
      let error = #expect(throws: RegistryError.self) {
        try RegistryMirror(reading: Array(text.replacing(from, with: to, maxReplacements: 1).utf8))
      }
      #expect(error?.kind == .badMirror, "\(from) became \(to)")
    }
  }

  @Test func `saving makes the folders and loading gives it back`() throws {
    let folder = NSTemporaryDirectory() + "registry-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let mirror = try mirror(Self.two)
    try mirror.save(to: folder + "/devices/registry/r-1.json")
    #expect(try RegistryMirror.load(folder + "/devices/registry/r-1.json") == mirror)
    #expect(try SafeFile.list(folder + "/devices/registry") == ["r-1.json"])
  }
}

@Suite struct RegistryChangeTests {
  @Test func `added, removed and raw changes are told apart`() throws {
    let one = try mirror(#"{"supported_devices":[{"vendor":"A","type":"t","model":"m","version":"1"}]}"#)
    let two = try mirror(#"{"supported_devices":[{"vendor":"B","type":"t","model":"m","version":"1"}]}"#)
    let raw = try mirror(
      #"{"supported_devices":[{"vendor":"A","type":"t","model":"m","version":"1","x":1}]}"#)
    #expect(RegistryChange(from: nil, to: one).added == one.devices)
    #expect(RegistryChange(from: one, to: one).isEmpty)
    #expect(RegistryChange(from: one, to: two).added == two.devices)
    #expect(RegistryChange(from: one, to: two).removed == one.devices)
    #expect(RegistryChange(from: one, to: raw).rawOnly)
  }
}

@Suite struct DeviceNameTests {
  @Test(arguments: UInt64(1)...100)
  func `writing and reading a name gives it back`(seed: UInt64) {
    var generator = Shuffle(state: seed)
    let letters = ["a", "/", "\\", " ", "é", "e\u{301}", "\u{301}", "\r\n", "X"]
    func part() -> String {
      (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        letters.randomElement(using: &generator) ?? "a"
      }.joined()
    }
    let name = DeviceName(vendor: part(), type: part(), model: part(), version: part())
    #expect(DeviceName(parsing: name.description) == name)
  }

  @Test(arguments: ["", "a/b/c", "a/b/c/d/e", "a//c/d", "a/b/c/d\\", "/b/c/d"])
  func `anything but four parts is refused`(text: String) {
    #expect(DeviceName(parsing: text) == nil)
  }

  @Test func `names are equal byte for byte only`() {
    let one = DeviceName(vendor: "\u{E9}", type: "t", model: "m", version: "1")
    let two = DeviceName(vendor: "e\u{301}", type: "t", model: "m", version: "1")
    #expect(one != two && Set([one, two, one]).count == 2)
    #expect((one < two) != (two < one) && !(one < one))
  }

  @Test func `near names are offered, far ones are not`() {
    let devices = ["Acme/Edge/E-100/default", "Acme/Edge/E-200/default", "Globex/Firewall/G-5500/AS-9"]
      .compactMap(DeviceName.init(parsing:))
    func near(_ text: String) -> [String] {
      DeviceName(parsing: text).map { NearMiss.names(near: $0, in: devices).map(\.description) } ?? []
    }
    #expect(near("acme/edge/e-100/default") == ["Acme/Edge/E-100/default", "Acme/Edge/E-200/default"])
    #expect(near("Acme/Edge/E-10/default").first == "Acme/Edge/E-100/default")
    #expect(near("Zzz/Qqq/Nothing/Alike-At-All") == [])
  }
}

struct Shuffle: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) | (state << 31)
  }
}
