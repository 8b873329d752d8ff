using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Switch expressions: the first arm that matches gives the value. When none does, the kernel faults where C# throws.</summary>
internal sealed class SwitchExpressions(BodyLowering body)
{
    // Beyond this many a branch costs less than computing all arms.
    private const int MaxSelected = 8;

    public Value[] Lower(ISwitchExpressionOperation op, KernelType type)
    {
        IrType[] results = [.. ArrayValues.ResultPlace("", type).Variables.Select(v => v.Type)];
        var subject = body.Patterns.Evaluate(op.Value);
        var computesAll = type is ScalarType && op.Arms.Length <= MaxSelected && IsSafe(op);
        return From(0);

        Value[] From(int index)
        {
            body.At(op);
            if (index == op.Arms.Length) return Miss(op, results);
            var arm = op.Arms[index];
            if (IsTotal(arm)) return Bound(arm, subject);
            var matches = Matches(arm, subject);
            if (computesAll)
            {
                var value = body.Expressions.Lower(arm.Value);
                var others = From(index + 1);
                return [body.At(arm).Add(new SelectOp(matches, value, others[0]))];
            }

            var assigned = Assigned.Variables(body.Frame, op.Arms.Skip(index));
            body.At(arm);
            return body.Flow.If(
                matches, assigned, results,
                () => Fitted(body.Expressions.Leaves(arm.Value)),
                () => Fitted(From(index + 1)));
        }

        Value[] Fitted(Value[] values) => [.. values.Select((value, i) => body.ArrayValues.Fit(value, results[i]))];
    }

    /// <summary>Whether the value may be computed where C# would not.</summary>
    public static bool IsSafe(ISwitchExpressionOperation op) =>
        op.Arms.Length > 0 && IsTotal(op.Arms.Last()) && Speculation.IsSafe(op.Value)
        && op.Arms.All(arm => Patterns.IsPlain(arm.Pattern) && Speculation.IsSafe(arm.Value)
            && (arm.Guard is null || Speculation.IsSafe(arm.Guard)));

    private static bool IsTotal(ISwitchExpressionArmOperation arm) => arm.Guard is null && Patterns.IsTotal(arm.Pattern);

    private Value[] Bound(ISwitchExpressionArmOperation arm, Patterns.Subject subject)
    {
        body.Patterns.Test(arm.Pattern, subject);
        return body.Expressions.Leaves(arm.Value);
    }

    private Value Matches(ISwitchExpressionArmOperation arm, Patterns.Subject subject)
    {
        body.At(arm);
        return body.Operators.And(body.Patterns.Test(arm.Pattern, subject), arm.Guard);
    }

    private Value[] Miss(ISwitchExpressionOperation op, IReadOnlyList<IrType> results)
    {
        body.Function.Require(
            body.Function.Bool(false), Fault.Thrown("SwitchExpressionException", $"no arm of '{SourceText.Of(op.Value)} switch' matches"));
        return [.. results.Select(body.Function.Default)];
    }
}
