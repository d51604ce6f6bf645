package import ConfigDiff
package import ConfigTree
package import Diagnostics
import PlatformModel
package import Rendering
package import VPNIntent
import Validation

/// What was intended for a site before, rendered for its device.
package struct PreviousFragment: Sendable {
  package let intent: Intent
  private let device: PreparedPlatform
  private let matched: MatchedDocument

  package init(_ intent: Intent, rendered: [UInt8], device: PreparedPlatform) {
    self.intent = intent
    self.device = device
    matched = device.matched(rendered, source: BundleLayout.previous)
  }

  /// What of a device's file goes when the intent does not ask for it any more.
  package func ownership(in running: MatchedDocument) -> Ownership {
    let heirlooms = device.validator.heirlooms(of: matched, intent, in: running)
    return Ownership(previous: matched, in: running) { heirlooms.contain($0, as: $1) }
  }
}

extension PreviousFragment {
  /// Renders an earlier intent in the way of the new one, which it must be an earlier form of.
  ///
  /// `source` is what findings name as their place.
  ///
  /// - Throws: `InputError` when a template is wrong.
  package static func rendered(
    _ intent: Intent, source: String = BundleLayout.previous, as new: Intent, renderer: Renderer,
    device: PreparedPlatform, options: RenderOptions
  ) throws(InputError) -> Rendered {
    func finding(_ message: String, _ remedy: String) -> Rendered {
      .unfit(
        Finding(
          rule: "previous-unfit", severity: .error, place: SourcePlace(source: source), message: message,
          remedy: remedy))
    }
    guard intent.site == new.site else {
      return finding(
        "The previous intent is of the site \(intent.site), not of \(new.site).",
        "Give the one that this site's device was set up from.")
    }
    let platform = renderer.platform.id
    guard intent.platform ?? platform == platform else {
      return finding(
        "The previous intent is for \(intent.platform ?? ""), not for \(platform).",
        "A new device has nothing of the old one: leave it out.")
    }
    let rendering = try renderer.render(intent, options: options)
    guard let configuration = rendering.configuration else {
      return finding(
        "The previous intent cannot be written for this device: \(rendering.findings.first?.message ?? "").",
        "Give the one that this site's device was set up from.")
    }
    return .fit(PreviousFragment(intent, rendered: configuration.bytes, device: device))
  }

  /// An earlier intent that the new one can follow, or why it cannot.
  package enum Rendered: Sendable {
    case fit(PreviousFragment)
    case unfit(Finding)

    package var findings: [Finding] { if case .unfit(let finding) = self { [finding] } else { [] } }
  }
}

extension PreviousFragment? {
  /// Without an earlier intent nothing goes but what the new one speaks for.
  package func ownership(in running: MatchedDocument) -> Ownership {
    self?.ownership(in: running) ?? .mentioned
  }
}
