import ArgumentParser

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Work with templates.",
    subcommands: [
      TemplateLintCommand.self, TemplateVarsCommand.self, TemplateTestCommand.self, TemplateBatchCommand.self,
    ])
}
