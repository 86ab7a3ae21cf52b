import ArgumentParser

@main
struct SlipwayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slipway",
    abstract: "Takes a new system from its plan to its last user.",
    discussion: """
      Evidence in, status out: a gate per department, waves that really let people in, one journal of everything.
      With a server running on the data folder, commands are sent to it; without one they open the folder themselves,
      as the local operator, who can neither approve nor be one of two names.
      """,
    subcommands: [
      Check.self, Apply.self, Revisions.self, Undo.self, Import.self, Status.self, Gate.self, Plan.self,
      BaselineCommand.self, MarginalCommand.self, WavesCommand.self, SimulateCommand.self, GuardrailsCommand.self,
      AcceptCommand.self, AdoptionCommand.self, EffectCommand.self, Run.self, BringUpCommand.self, LoadCommand.self,
      RehearseCommand.self, CutoverCommand.self, RunsCommand.self, QueueCommand.self, TraceCommand.self,
      EvidenceCommand.self, PerformCommand.self, WitnessCommand.self, AttestCommand.self,
      ClaimCommand.self, ApproveCommand.self, VoteCommand.self, OverrideCommand.self,
      ExceptCommand.self, WhyCommand.self, TrainingCommand.self, SessionsCommand.self, MediaCommand.self,
      Everyone.self, WaveCommand.self, HaltCommand.self, UsageCommand.self,
      Journal.self,
      AccountCommand.self, EraseCommand.self, ConfirmTimeCommand.self, BackupCommand.self, Serve.self, Demo.self,
    ])
}
