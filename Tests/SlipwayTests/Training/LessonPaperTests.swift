import Testing

@testable import Slipway

/// What one attempt asks: drawn anew for everybody and every attempt, and always the same when asked again.
struct LessonPaperTests {
  private func lesson(questions: Int, draw: Int?) throws -> Lesson {
    let lines = (1...questions).map { number in
      "        - {ask: \"Q\(number)?\", options: [a\(number), b\(number), c\(number), d\(number)], answers: [a\(number), c\(number)]}"
    }
    let more = draw.map { "      draw: \($0)\n" } ?? ""
    let document = School(more: more).document.replacing(
      "      questions: [{ask: One?, options: [a, b], answers: [a]}]",
      with: "      questions:\n" + lines.joined(separator: "\n"))
    return try #require(try ProgrammeReader.read(document).programme.implementation.lessons.first)
  }

  private func paper(_ lesson: Lesson, _ person: Int = 1, attempt: Int = 1) -> LessonPaper {
    LessonPaper(lesson, "school", PersonNumber(person), attempt: attempt)
  }

  @Test func theSameIsDrawnWheneverAskedAgain() throws {
    let lesson = try lesson(questions: 12, draw: 4)
    #expect(paper(lesson) == paper(lesson))
    // Journals and open forms outlive the program: another paper for the same attempt would be a fault.
    #expect(paper(lesson).questions.map(\.ask) == ["Q1?", "Q4?", "Q8?", "Q11?"])
    #expect(paper(lesson).token == "2522002375248518")
  }

  @Test func peopleAndAttemptsGetPapersOfTheirOwn() throws {
    let lesson = try lesson(questions: 12, draw: 4)
    let papers = (1...50).flatMap { person in (1...4).map { paper(lesson, person, attempt: $0) } }
    #expect(Set(papers.map(\.token)).count == 200)
    #expect(Set(papers.map { $0.questions.map(\.ask) }).count > 100)
    for paper in papers { #expect(paper.questions.count == 4 && Set(paper.questions.map(\.ask)).count == 4) }
  }

  @Test func everyQuestionAndEveryOrderComesUpEvenly() throws {
    let lesson = try lesson(questions: 10, draw: 3)
    var questions: [String: Int] = [:]
    var firsts: [Character: Int] = [:]
    let people = 3_000
    for person in 1...people {
      for question in paper(lesson, person).questions {
        questions[question.ask, default: 0] += 1
        if let letter = question.options.first?.first { firsts[letter, default: 0] += 1 }
      }
    }
    // Four standard deviations around what an even draw gives.
    #expect(questions.count == 10)
    for count in questions.values { #expect(abs(Double(count) - 900) < 4 * (3_000 * 0.3 * 0.7).squareRoot()) }
    for count in firsts.values { #expect(abs(Double(count) - 2_250) < 4 * (9_000 * 0.25 * 0.75).squareRoot()) }
  }

  @Test func answersBelongToWhatWasShown() throws {
    let lesson = try lesson(questions: 6, draw: nil)
    for person in 1...20 {
      let paper = paper(lesson, person)
      #expect(paper.questions.map(\.ask) == lesson.questions.map(\.ask), "without a draw all are asked, in order")
      let right = paper.questions.map { question in
        question.options.indices.filter { "ac".contains(question.options[$0].first ?? "?") }
      }
      #expect(paper.right(right) == 6)
      #expect(paper.right(right.map { $0.reversed() + $0 }) == 6)
      #expect(paper.right(right.map { Array($0.dropFirst()) }) == 0)
      #expect(paper.right([[-1, .max], [], [99]]) == 0)
      for (question, known) in zip(paper.questions, lesson.questions) {
        #expect(question.options.sorted() == known.options.sorted() && question.hasSeveralAnswers)
      }
    }
  }

  @Test func aChangedQuestionIsAnotherPaper() throws {
    var lesson = try lesson(questions: 3, draw: nil)
    let before = paper(lesson).token
    lesson.questions[2].options[0] += "!"
    #expect(paper(lesson).token != before)
  }
}
