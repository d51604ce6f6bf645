import ChangeTicket
import ConfigTree
import PlatformModel
import Redaction
import Validation

/// The example device and files in its words.
struct ExampleDevice {
  let platform: Platform
  let grammar: Grammar

  init() throws {
    platform = try ExamplePlatform.platform()
    grammar = try Grammar(platform.statements, syntax: platform.syntax)
  }

  func hidden(_ text: String) -> HiddenParts { HiddenParts(matched(text), SecretScanner(platform)) }

  func matched(_ text: String, source: String = "file.cfg") -> MatchedDocument {
    grammar.match(platform.syntax.parse(Array(text.utf8), source: source))
  }
}
