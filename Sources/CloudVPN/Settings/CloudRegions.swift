/// The regions in which the VPN service is known to be (facts §13), and its address there.
package enum CloudRegions {
  /// Region ids in the order of the vendor's table.
  package static let known = [
    "cn-north-1", "cn-north-2", "cn-north-4", "cn-north-9", "cn-north-11", "cn-north-12", "cn-east-2",
    "cn-east-3",
    "cn-east-4", "cn-east-5", "cn-south-1", "cn-south-2", "cn-south-4", "cn-southwest-2", "cn-southwest-3",
    "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "af-north-1",
    "af-south-1", "sa-brazil-1", "la-south-2", "la-north-2", "na-mexico-1", "ae-ad-1", "me-east-1",
    "tr-west-1",
    "ru-moscow-1", "eu-west-101",
  ]

  /// Host of the VPN service; `nil` for a region that is not in the table.
  static func host(of region: String) -> String? {
    guard known.contains(region) else { return nil }
    // The sources disagree on this one: Terraform's domain works for its accounts, the SDK's table has `.com`.
    let domain = region == "eu-west-101" ? "myhuaweicloud.eu" : "myhuaweicloud.com"
    return "vpn.\(region).\(domain)"
  }

  /// Regions whose identity service has an address of its own; all others share the global one (facts §13).
  private static let identities: Set<String> = [
    "cn-north-1", "cn-north-2", "cn-north-4", "cn-north-9", "cn-north-12", "cn-east-2", "cn-east-3",
    "cn-east-4",
    "cn-east-5", "cn-south-1", "cn-south-2", "cn-southwest-2", "ap-southeast-1", "ap-southeast-2",
    "ap-southeast-3", "ap-southeast-4", "af-south-1", "sa-brazil-1", "la-south-2", "la-north-2",
    "na-mexico-1",
    "eu-west-0", "my-kualalumpur-1", "ru-moscow-1", "me-east-1", "ae-ad-1", "tr-west-1",
  ]

  /// Host of the identity service for a region of the table.
  static func identityHost(of region: String) -> String {
    if region == "eu-west-101" { return "iam.eu-west-101.myhuaweicloud.eu" }
    return identities.contains(region) ? "iam.\(region).myhuaweicloud.com" : "iam.myhuaweicloud.com"
  }

  /// Known regions that begin like `region`; all of them where none does.
  static func similar(to region: String) -> [String] {
    let start = region.split(separator: "-").first.map { "\($0)-" } ?? ""
    let near = known.filter { $0.hasPrefix(start) }
    return near.isEmpty ? known : near
  }
}
