namespace Weft.Frontend.Dsl.BoundTree;

/// <summary>How a statement can leave other than by its end.</summary>
[Flags]
public enum Exits
{
    None = 0,

    /// <summary>A break of a loop around the statement, not of one inside it.</summary>
    Break = 1,

    /// <summary>A continue of a loop around the statement.</summary>
    Continue = 2,
    Return = 4,
}

/// <summary>Finds the jumps out of a statement: a lowering to structured control flow needs flags for them.</summary>
public static class ExitAnalysis
{
    public static Exits Of(BoundStatement statement) => statement switch
    {
        BoundBreak => Exits.Break,
        BoundContinue => Exits.Continue,
        BoundReturn => Exits.Return,
        BoundBlock block => block.Statements.Aggregate(Exits.None, (exits, inner) => exits | Of(inner)),
        BoundIf branch => Of(branch.Then) | (branch.Else is { } otherwise ? Of(otherwise) : Exits.None),
        BoundFor loop => Of(loop.Body) & Exits.Return,
        BoundWhile loop => Of(loop.Body) & Exits.Return,
        _ => Exits.None,
    };
}
