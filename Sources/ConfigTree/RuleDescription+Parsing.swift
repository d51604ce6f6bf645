package import Diagnostics

extension RuleDescription {
  /// Remarks about files that were read with something odd in them.
  package static let parsing = [
    RuleDescription(
      "config-unterminated-text", .warning, "A banner or certificate begins and has no end.",
      why: "Everything below it may have been taken for its text.",
      remedy: "Check whether the file was cut off.",
      example: "banner motd ^\nAuthorised staff only\n(the file ends here, without a second ^)"),
    RuleDescription(
      "config-too-deep", .warning, "Sections are nested deeper than on any device.",
      why: "The rest is read as if it were not nested.",
      remedy: "Check whether this is a device configuration.",
      example: "a { a { a { a { … more than any device has"),
    RuleDescription(
      "config-not-understood", .warning, "A line is none that the file's syntax has.",
      why: "It stands in the tree as text, and nothing is known of what it does.",
      remedy: "Check whether the file was cut off or edited by hand.",
      example: "edit \"tunnel1\"\n    set interface wan1\n    <<<<<<< HEAD"),
    RuleDescription(
      "config-unbalanced", .warning, "A section is closed that is not open, or never closed.",
      why: "Lines may have been read as members of a section that they do not belong to.",
      remedy: "Check whether the file was cut off.",
      example: "interfaces {\n    wan0 {\n(the file ends here, without its braces)"),
    RuleDescription(
      "config-not-well-formed", .warning, "What looks like an XML document is none.",
      why: "No device and no other tool will read it, and elements may have been read in the wrong place.",
      remedy: "Check whether the file was cut off, or edited by hand.",
      example: "<descr>Branch & office</descr> (a plain '&' is written '&amp;')"),
    RuleDescription(
      "config-document-type", .warning, "An XML document declares a document type.",
      why: "Document types load files and blow texts up: they are not read, and no entity is expanded.",
      remedy: "Check where the file comes from: no device writes one.",
      example: "<!DOCTYPE config SYSTEM \"http://example.com/x.dtd\">"),
    RuleDescription(
      "config-nul-byte", .warning, "A line holds a NUL byte, which no device writes.",
      why: "The file may be damaged, or no text at all.", remedy: "Collect the file again.",
      example: "hostname br1\\0\\0\\0 (a text in UTF-16, or the rest of a broken transfer)"),
    RuleDescription(
      "config-not-followed", .warning, "A line changes what others mean, and is not followed.",
      why: "Lines around it are read as if it were not there; no change is planned for such a file.",
      remedy: "Give the configuration as the device prints it, without what is typed into an editor.",
      example: "edit security ike\nset proposal p1 dh-group group14"),
    RuleDescription(
      "config-names-unknown", .warning, "Entries of an XML file cannot be told from its sections.",
      why: "Some elements are sections and some are names of entries; no change is planned for such a file.",
      remedy: "Give the configuration in another notation: as lines, or in braces.",
      example: "<policy><from-zone-name>trust</from-zone-name>…</policy>"),
    RuleDescription(
      "config-too-large", .warning, "The file is too large to be read.",
      why: "Nothing in it was looked at.", remedy: "Give the configuration alone.",
      example: "A memory dump or an archive of logs in the place of a configuration."),
  ]
}
