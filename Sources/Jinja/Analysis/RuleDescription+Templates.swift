package import Diagnostics

extension RuleDescription {
  /// Remarks about templates that were read and not rendered.
  package static let templates = mistakes + unused + output

  private static let mistakes = [
    RuleDescription(
      "template-syntax", .error, "The template's grammar is wrong.",
      why: "It cannot be rendered at all.", remedy: "Correct the tag that the message names.",
      example: "{% if x %}\nline\n(no {% endif %})"),
    RuleDescription(
      "template-undefined", .error, "A variable or member is used that the template does not get.",
      why: "The render ends there: undefined variables are errors, so that no half line reaches a device.",
      remedy: "Correct the name, guard it with `is defined`, or give a default.",
      example: "{{ connection.ike.versoin }}   (the member is `version`)"),
    RuleDescription(
      "template-unknown-filter", .error, "There is no filter of this name.",
      why: "The template cannot be rendered, or fails when it comes to this line.",
      remedy: "Correct the name; docs/templates.md tells where filters are listed.",
      example: "{{ lan | netmaks }}"),
    RuleDescription(
      "template-unknown-test", .error, "There is no test of this name.",
      why: "The template cannot be rendered, or fails when it comes to this line.",
      remedy: "Correct the name of the test.", example: "{% if x is definde %}…{% endif %}"),
    RuleDescription(
      "template-missing", .error, "A template that is included, imported or extended does not exist.",
      why: "The render ends there.",
      remedy: "Correct the name: it is the path below the nearest folder `templates`.",
      example: "{% include \"acme/tunel.j2\" %}"),
    RuleDescription(
      "template-unreachable", .warning, "A part of the template is never rendered.",
      why: "Its author expected it to be: a test is wrong, or stands above already.",
      remedy: "Correct the test, or remove the part.",
      example: "{% if a %}1{% elif a %}2{% endif %}   (the second branch)"),
    RuleDescription(
      "template-too-large", .warning, "The analysis came to its bound and stopped.",
      why: "What comes later was not looked at, and may have mistakes.",
      remedy: "Load fewer templates at once, or load each of them less often.",
      example: "Templates that include each other hundreds of times over."),
  ]

  private static let unused = [
    RuleDescription(
      "template-unused-set", .warning, "A variable is set and never read.",
      why: "Often the line that should read it has another name.",
      remedy: "Remove it, or begin its name with an underscore.",
      example: "{% set mtu = 1400 %}\nmtu {{ m }}"),
    RuleDescription(
      "template-unused-macro", .warning, "A macro is never called.",
      why: "What it writes is missing, or it is left over.",
      remedy: "Call or remove it, or begin its name with an underscore.",
      example: "{% macro peer(c) %}…{% endmacro %}   (and no {{ peer(…) }})"),
    RuleDescription(
      "template-unused-import", .warning, "Something is imported and never used.",
      why: "It costs time, and readers look for its use.",
      remedy: "Remove it from the import, or begin its name with an underscore.",
      example: "{% from \"_shared/lib.j2\" import a, b %}{{ a() }}   (b)"),
  ]

  private static let output = [
    RuleDescription(
      "template-tab", .warning, "The template writes a tab.",
      why: "Devices show it as blanks or take it for a request to complete the word.",
      remedy: "Write blanks.", example: "interface wan0\n<tab>mtu 1400"),
    RuleDescription(
      "template-trailing-blank", .warning, "A line of the output ends with blanks.",
      why: "Nobody sees them, and some devices keep them as a part of a name.",
      remedy: "Remove them.", example: "description {{ name }} <blank>"),
  ]
}
