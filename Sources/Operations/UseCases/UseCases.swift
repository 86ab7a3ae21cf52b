/// Every use case there is. A door that offers all of them walks this list.
package enum UseCases {
  package static let all: [any UseCase.Type] = [
    CheckDocument.self, ShowReceipt.self, ApplyDocument.self, ShowRevisions.self, ImportPeople.self,
    ImportConditions.self, ErasePerson.self, RunWork.self, Attest.self, ReportClaim.self, RecordPromise.self,
    Approve.self, CastVote.self, OverrideGate.self, ExceptPerson.self, ConfirmTime.self, MoveWave.self, HaltAll.self,
    ShowStatus.self, ShowGate.self, ShowPlan.self, ShowEveryone.self, Why.self, ShowLesson.self, TakeLesson.self,
    ShowHead.self, BackUp.self, VerifyJournal.self, ShowJournal.self, ReportUsage.self, GrantAccount.self,
    RevokeAccount.self,
    SetBaseline.self, ShowMarginalValues.self, PlanWaves.self, Simulate.self, ShowGuardrails.self, AcceptDoubt.self,
    ShowAdoption.self, ShowEffect.self,
    OrderRun.self, MoveRun.self, ShowRuns.self, ShowRun.self, ShowQueue.self, DryRun.self,
    GrantAttempts.self, KeepMedia.self, ShowMedia.self, ReportCompletions.self, ImportCompletions.self,
    ShowTraining.self, ShowSessions.self, ShowSession.self, BookSeat.self, CancelSeat.self, RecordAttendance.self,
    ShowCalendar.self, PlanSessions.self, BookEverybody.self,
    ImportTestReport.self, ShowScript.self, PerformScript.self, ConfirmScript.self, ShowTrace.self, ShowEvidence.self,
    ShowEvidenceItem.self, ShowAttachment.self,
    ListAccounts.self, ChoosePassword.self, EvaluateScope.self, Follow.self, ShowFigures.self,
  ]
}
