namespace Weft.FileTests.FileCheck;

/// <summary>What a directive demands of the place where its pattern matches.</summary>
public enum CheckKind
{
    /// <summary>Somewhere behind the last match.</summary>
    Plain,

    /// <summary>On the line after the last match.</summary>
    Next,

    /// <summary>On the line of the last match.</summary>
    Same,

    /// <summary>Nowhere between the matches around it.</summary>
    Not,

    /// <summary>In any order with its neighbours of the kind.</summary>
    Dag,

    /// <summary>Divides the input into parts that are checked for themselves.</summary>
    Label,

    /// <summary>The next line is empty.</summary>
    Empty,
}

/// <summary>One <c>CHECK</c> comment.</summary>
/// <param name="Repeat">How often a plain pattern must match, one match behind the other.</param>
public sealed record CheckDirective(CheckKind Kind, string Name, CheckPattern Pattern, int Line, int Repeat = 1);
