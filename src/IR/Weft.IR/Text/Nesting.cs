using System;

namespace Weft.IR.Text;

/// <summary>How deep types, attributes and locations lie in one another, aliases taken for what they stand for. Deeper than in any real
/// program is an error: it keeps hostile input off the stack's end, here and wherever such a value is walked.</summary>
internal sealed class Nesting(TokenReader tokens)
{
    private const int MaxDepth = 256;

    private int _depth;

    /// <summary>The deepest level since <see cref="Restart"/>.</summary>
    public int Deepest { get; private set; }

    /// <summary>Begins a value that lies in no other.</summary>
    public void Restart() => (_depth, Deepest) = (0, 0);

    /// <summary>Goes one level down. False after recording an error.</summary>
    public bool Enter(string what)
    {
        if (!Reach(_depth + 1, what)) return false;
        _depth++;
        return true;
    }

    public void Leave() => _depth--;

    /// <summary>Takes a value that is so deep itself. False after recording an error.</summary>
    public bool Take(int depth, string what) => Reach(_depth + depth, what);

    private bool Reach(int depth, string what)
    {
        Deepest = Math.Max(Deepest, depth);
        return depth <= MaxDepth || tokens.Error($"{what} are nested too deeply");
    }
}
