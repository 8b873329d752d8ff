using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What can be told from the sections of a switch statement by looking at them.</summary>
internal static class Sections
{
    // Cases as far apart as this are worth a table.
    private const int MaxSpread = 4;

    public static bool HasDefault(ISwitchOperation op) => op.Cases.Any(IsDefault);

    public static bool IsDefault(ISwitchCaseOperation section) => section.Clauses.Any(c => c is IDefaultCaseClauseOperation);

    /// <summary>The labels of a section, without <c>default</c>.</summary>
    public static IEnumerable<ICaseClauseOperation> Tests(ISwitchCaseOperation section) =>
        section.Clauses.Where(c => c is not IDefaultCaseClauseOperation);

    public static IOperation? Guard(ICaseClauseOperation clause) => (clause as IPatternCaseClauseOperation)?.Guard;

    /// <summary>Whether some section jumps to one of them.</summary>
    public static bool ContainsGoto(ISwitchOperation op) =>
        op.Cases.SelectMany(s => s.Clauses).Any(c => c.Label is { } label && op.Cases.Any(s => Jumps.Contains(s, label)));

    /// <summary>The constants of the sections that are not the default, if each has one and they lie close together.</summary>
    public static long[]? Table(ISwitchOperation op)
    {
        if (op.Cases.Any(section => section.Clauses.Length != 1)) return null;
        var values = op.Cases.Where(section => !IsDefault(section)).Select(section => Constant(section.Clauses[0])).ToArray();
        if (values.Length < 3 || values.Any(v => v is null)) return null;
        var spread = values.Max() - values.Min() + 1;
        return spread <= MaxSpread * values.Length ? [.. values.Select(v => (long)v!.Value)] : null;
    }

    private static System.Numerics.BigInteger? Constant(ICaseClauseOperation clause)
    {
        var value = clause switch
        {
            ISingleValueCaseClauseOperation single => single.Value,
            IPatternCaseClauseOperation { Guard: null, Pattern: IConstantPatternOperation constant } => constant.Value,
            _ => null,
        };
        return value is null || IntegerConstant.Of(value) is not { } number || number > long.MaxValue ? null : number;
    }
}
