import Testing

@testable import DeviceRegistry

@Suite struct DeviceSearchTests {
  private static let devices = [
    DeviceName(vendor: "Huawei", type: "Router", model: "AR6000", version: "V300R022C00"),
    DeviceName(vendor: "Huawei", type: "Router", model: "AR600", version: "V300"),
    DeviceName(vendor: "Huawei", type: "Firewall", model: "USG6300E", version: "V600R007"),
    DeviceName(vendor: "H3C", type: "Router", model: "MSR-830", version: "V7"),
  ]

  private func found(_ text: String) -> [String] {
    DeviceSearch(Array(text.utf8)).matches(in: Self.devices).map(\.device.model)
  }

  @Test func `a series is found by its member, a release by a longer one`() {
    let output =
      "Huawei Versatile Routing Platform Software\nVRP (R) software, Version 5.170 (AR6120 V300R022C00SPC100)\n"
    #expect(found(output).first == "AR6000")
    #expect(found("USG6315E v600r007c00").first == "USG6300E")
    #expect(found("msr-830") == ["MSR-830"] && found("MSR 830").first == "MSR-830")
  }

  @Test func `words that say nothing find nothing`() {
    #expect(found("") == [] && found("cisco ios") == [] && found("a - b _ /") == [])
  }

  @Test func `the words that speak for a row are shown`() {
    let matches = DeviceSearch(Array("AR6000".utf8)).matches(in: Self.devices)
    #expect(matches.first?.words == ["ar6000"])
  }
}
