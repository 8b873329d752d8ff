using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>
/// Switch statements: a table where the cases are integers close together, else a chain of branches. Where sections go to each other
/// it is a loop whose variable says which section comes next.
/// </summary>
internal sealed class Switches(BodyLowering body)
{
    public void Lower(ISwitchOperation op)
    {
        var subject = body.Patterns.Evaluate(op.Value);
        body.At(op);
        if (Sections.ContainsGoto(op))
        {
            Loop(op, subject);
            return;
        }

        OpenExit(op);
        if (Sections.Table(op) is { } table && Patterns.IntegerOf(subject) is { } number) Table(op, table, number.Value, number.Type);
        else if (op.Cases.Any(NeedsNumber)) Dispatch(op, Choose(op, subject));
        else Chain(op, subject, [.. op.Cases.Where(s => !Sections.IsDefault(s))]);
        body.Frame.Close(op.ExitLabel);
    }

    // A default section that is reached by a guarded label, too, comes last and is tested for in between.
    private static bool NeedsNumber(ISwitchCaseOperation section) =>
        Sections.IsDefault(section) && Sections.Tests(section).Any(clause => Sections.Guard(clause) is not null);

    private void OpenExit(ISwitchOperation op)
    {
        if (op.Cases.All(s => Jumps.AreLast(s.Body, jump => Jumps.To(op.ExitLabel, jump)))) return;
        body.Frame.Open(op.ExitLabel, new Exit(NewFlag("broken")));
    }

    private Variable NewFlag(string name)
    {
        var flag = new Variable(name, IntegerType.I1);
        body.Function.Write(flag, body.Function.Bool(false));
        return flag;
    }

    private void Table(ISwitchOperation op, long[] cases, Value number, ScalarType type)
    {
        ISwitchCaseOperation[] sections = [.. op.Cases.Where(s => !Sections.IsDefault(s))];
        var index = body.Conversions.Convert(number, type, ScalarType.IntPtr);
        Branches(op, index, cases, sections, DefaultOf(op));
    }

    private void Branches(
        ISwitchOperation op, Value index, long[] cases, IReadOnlyList<ISwitchCaseOperation> sections, ImmutableArray<IOperation> otherwise)
    {
        var assigned = Assigned.Variables(body.Frame, op.Cases);
        body.Flow.Switch(
            index, cases, assigned, i => body.Statements.LowerAll(sections[i].Body), () => body.Statements.LowerAll(otherwise));
    }

    private static ImmutableArray<IOperation> DefaultOf(ISwitchOperation op) => op.Cases.FirstOrDefault(Sections.IsDefault)?.Body ?? [];

    private void Chain(ISwitchOperation op, Patterns.Subject subject, ImmutableArray<ISwitchCaseOperation> sections)
    {
        var otherwise = DefaultOf(op);
        if (sections.IsEmpty)
        {
            body.Statements.LowerAll(otherwise);
            return;
        }

        var (first, others) = (sections[0], sections.RemoveAt(0));
        var matches = Matches(first, subject);
        var assigned = Assigned.Variables(body.Frame, [.. sections, .. otherwise]);
        body.At(first);
        body.Flow.If(
            matches, assigned, () => body.Statements.LowerAll(first.Body),
            others.IsEmpty && otherwise.IsEmpty ? null : () => Chain(op, subject, others));
    }

    // The labels of a section are tried in order; what a guard computes may be needed or not.
    private Value Matches(ISwitchCaseOperation section, Patterns.Subject subject)
    {
        var labels = Sections.Tests(section).ToArray();
        return From(0);

        Value From(int index)
        {
            var label = labels[index];
            body.At(label);
            var matches = body.Operators.And(Test(label, subject), Sections.Guard(label));
            if (index == labels.Length - 1) return matches;
            if (labels.Skip(index + 1).All(IsSafe))
                return body.Function.Add(new OrIOp(matches, From(index + 1)));
            var assigned = Assigned.Variables(body.Frame, labels.Skip(index + 1));
            return body.Flow.If(matches, assigned, IntegerType.I1, () => body.Function.Bool(true), () => From(index + 1))!;
        }
    }

    private static bool IsSafe(ICaseClauseOperation label) => (Sections.Guard(label) is not { } guard || Speculation.IsSafe(guard))
        && (label is not IPatternCaseClauseOperation clause || Patterns.IsPlain(clause.Pattern));

    private Value Test(ICaseClauseOperation label, Patterns.Subject subject) => label switch
    {
        IPatternCaseClauseOperation clause => body.Patterns.Test(clause.Pattern, subject),
        ISingleValueCaseClauseOperation single => body.Patterns.Equals(subject, single.Value),
        _ => throw body.Expressions.Unsupported(label),
    };

    /// <summary>The number of the section that runs; -1 when there is none.</summary>
    private Value Choose(ISwitchOperation op, Patterns.Subject subject)
    {
        var fallback = op.Cases.ToList().FindIndex(Sections.IsDefault);
        return From(0);

        Value From(int section)
        {
            while (section < op.Cases.Length && !Sections.Tests(op.Cases[section]).Any()) section++;
            if (section == op.Cases.Length) return Number(fallback);
            var matches = Matches(op.Cases[section], subject);
            var assigned = Assigned.Variables(body.Frame, op.Cases.Skip(section + 1).SelectMany(s => s.Clauses));
            return body.Flow.If(matches, assigned, IndexType.Instance, () => Number(section), () => From(section + 1))!;
        }
    }

    private Value Number(int section) => body.Function.Integer(section, IndexType.Instance);

    private void Dispatch(ISwitchOperation op, Value section) =>
        Branches(op, section, [.. Enumerable.Range(0, op.Cases.Length).Select(i => (long)i)], op.Cases, []);

    private void Loop(ISwitchOperation op, Patterns.Subject subject)
    {
        var flags = body.Statements.Flags(op);
        var next = new Variable("section", IndexType.Instance);
        body.Function.Write(next, Choose(op, subject));
        var left = NewFlag("left");
        body.Frame.Open(op.ExitLabel, new Exit(left));
        foreach (var (section, index) in op.Cases.Select((section, index) => (section, index)))
            foreach (var label in section.Clauses.Select(c => c.Label).OfType<ILabelSymbol>())
                body.Frame.Open(label, new Exit(left, (next, index)));

        Variable[] assigned = [.. Assigned.Variables(body.Frame, op.Cases).Union([next, left])];
        body.At(op);
        body.Flow.While(assigned, GoesOn, () =>
        {
            var section = body.Function.Read(next);
            body.Function.Write(next, Number(-1));
            body.Function.Write(left, body.Function.Bool(false));
            Dispatch(op, section);
        });
        foreach (var label in op.Cases.SelectMany(s => s.Clauses).Select(c => c.Label).OfType<ILabelSymbol>()) body.Frame.Close(label);
        body.Frame.Close(op.ExitLabel);

        Value GoesOn()
        {
            var hasNext = body.Function.Add(new CmpIOp(CmpIPredicate.Sge, body.Function.Read(next), Number(0)));
            return flags.Length == 0 ? hasNext : body.Function.And(hasNext, body.Statements.NoneOf(flags));
        }
    }
}
