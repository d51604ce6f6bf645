import ChangeTicket
import DeviceRegistry
import Diagnostics
import PlatformModel
import Platforms
import Rendering
import VPNIntent
import Validation

/// Which platform each site has, and everything that is made once a platform.
struct PlatformPool: Sendable {
  let recogniser: Recogniser
  private let summaries: [PlatformSummary]
  private let preparations: [String: Result<SitePreparation, InputError>]

  /// Makes what the sites need; a platform that is broken breaks only its own sites.
  init(_ catalog: Catalog, sites: [SiteDescription], tool: ToolIdentity) throws(InputError) {
    summaries = try catalog.summaries()
    recogniser = Recogniser(summaries)
    var preparations: [String: Result<SitePreparation, InputError>] = [:]
    for site in sites {
      guard let id = try? PlatformPool.platform(of: site, in: summaries), preparations[id] == nil else {
        continue
      }
      preparations[id] = PlatformPool.make(id, catalog, tool)
    }
    self.preparations = preparations
  }

  /// Everything that prepares the sites of a platform.
  ///
  /// - Throws: `InputError` for a platform that is not there or broken.
  func preparation(_ id: String) throws(InputError) -> SitePreparation {
    guard let result = preparations[id] else { throw InputError("the platform \(id) was not prepared") }
    return try result.get()
  }

  /// The site's platform: the one that it names, else the one that serves its device.
  func platform(of site: SiteDescription) throws(InputError) -> String {
    try PlatformPool.platform(of: site, in: summaries)
  }

  /// A remark where the site's device is served by another platform than the one that it names.
  func contradiction(_ site: SiteDescription) -> Finding? {
    guard let named = site.platform, let device = site.device.supportedDevice.flatMap(DeviceName.init) else {
      return nil
    }
    let serving = PlatformPool.serving(device, summaries)
    guard !serving.isEmpty, !serving.contains(named) else { return nil }
    return Finding(
      rule: "rollout-platform", severity: .warning,
      message:
        "the site names the platform \(named), and its device \(device) is served by \(serving.joined(separator: ", "))",
      remedy: "Correct the one that is wrong.")
  }

  private static func platform(
    of site: SiteDescription, in summaries: [PlatformSummary]
  ) throws(InputError) -> String {
    if let platform = site.platform { return platform }
    let known = "Known are \(summaries.map(\.id).joined(separator: ", "))."
    guard let text = site.device.supportedDevice else {
      throw InputError(
        "the site names neither a platform nor a supported device", remedy: "Write `platform`. \(known)")
    }
    guard let device = DeviceName(parsing: text) else {
      throw InputError(
        "'\(text)' is no device name",
        remedy: "Write VENDOR/TYPE/MODEL/VERSION; a slash inside a part is '\\/'.")
    }
    let serving = serving(device, summaries)
    guard let only = serving.first, serving.count == 1 else {
      throw InputError(
        serving.isEmpty
          ? "no platform serves the device \(device)"
          : "several platforms serve the device \(device): \(serving.joined(separator: ", "))",
        remedy: "Write `platform` beside the site. \(known)")
    }
    return only
  }

  private static func serving(_ device: DeviceName, _ summaries: [PlatformSummary]) -> [String] {
    summaries.filter { summary in
      summary.serves.contains {
        $0.matches(vendor: device.vendor, type: device.type, model: device.model, version: device.version)
      }
    }.map(\.id)
  }

  private static func make(
    _ id: String, _ catalog: Catalog, _ tool: ToolIdentity
  ) -> Result<SitePreparation, InputError> {
    let renderer: Renderer
    do throws(InputError) {
      renderer = try Renderer(platform: id, in: catalog)
    } catch {
      return .failure(error)
    }
    do {
      return .success(try SitePreparation(renderer: renderer, tool: tool))
    } catch {
      return .failure(
        InputError(
          "the platform \(id) has a rule that cannot be used: \(error)",
          remedy: "Correct devices/platforms/\(id).yaml."))
    }
  }
}
