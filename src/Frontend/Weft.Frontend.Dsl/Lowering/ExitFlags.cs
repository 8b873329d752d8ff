using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>
/// Jumps as bool variables: <c>break</c>, <c>continue</c> and <c>return</c> set one, statements behind a jump run only while none is
/// set, and loops stop when theirs is. Structured control flow needs nothing else.
/// </summary>
/// <param name="Return">Set by a return anywhere in the body.</param>
/// <param name="Values">What a func returns, scalar by scalar; else empty.</param>
internal sealed record ExitFlags(VariableSymbol Return, ImmutableArray<VariableSymbol> Values)
{
    public VariableSymbol? Break { get; init; }

    public VariableSymbol? Continue { get; init; }

    public static ExitFlags ForBody(ImmutableArray<ElementType> results) =>
        new(Flag("return"), [.. results.Select(kind => new VariableSymbol("result", new ScalarType(kind), VariableKind.Var, default))]);

    /// <summary>The flags inside a loop: its own break and continue, where its body has them.</summary>
    public ExitFlags InLoop(Exits exits) => this with
    {
        Break = exits.HasFlag(Exits.Break) ? Flag("break") : null,
        Continue = exits.HasFlag(Exits.Continue) ? Flag("continue") : null,
    };

    /// <summary>The variables that the exits of a statement set.</summary>
    public IEnumerable<VariableSymbol> Of(Exits exits)
    {
        if ((exits & Exits.Break) != 0) yield return Break!;
        if ((exits & Exits.Continue) != 0) yield return Continue!;
        if ((exits & Exits.Return) == 0) yield break;
        yield return Return;
        foreach (var value in Values) yield return value;
    }

    private static VariableSymbol Flag(string name) => new(name, new ScalarType(ElementType.Bool), VariableKind.Var, default);
}
