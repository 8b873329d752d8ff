using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>
/// The bodies of functions in a large file: passed over at first, then read side by side. That a file is read so can be seen by nobody:
/// what may depend on the order of the text (a name in sight around a function, any mistake) makes the whole file be read again, one
/// line after the other.
/// </summary>
internal sealed class FunctionBodies(IrParser parser, int threads)
{
    /// <summary>Below so many bytes the threads cost more than they save.</summary>
    public const int WorthThreads = 1 << 17;

    // Enough for one turn of a thread.
    private const int BytesPerPart = 1 << 15;

    private readonly List<FunctionBody> _bodies = [];

    /// <summary>Passes over a body, to be read later. False where it has to be read now.</summary>
    /// <param name="owner">The operation that will hold it.</param>
    public bool Postpone(Region region, OpInfo owner, string dialect, IReadOnlyList<RegionArgument>? entryArguments)
    {
        var tokens = parser.Tokens;
        var isFunction = owner.Has(OpTraits.IsolatedFromAbove) && !owner.Has(OpTraits.SymbolTable) && !owner.Has(OpTraits.SingleBlock);
        if (!isFunction || !tokens.Is(TokenKind.LeftBrace) || parser.Scope.IsUsed) return false;
        var start = tokens.Current.Start;
        if (tokens.PassBraces() is not { } end) return false;
        _bodies.Add(new(region, dialect, parser.Regions.Depth, entryArguments, start, end));
        return true;
    }

    /// <summary>Reads all bodies. False after an error, which is not kept.</summary>
    public bool ParseAll()
    {
        var parts = Parts();
        var isRead = true;
        SideBySide.Run(
            parts.Count, threads, parser.Fork,
            (reader, part) =>
            {
                for (var i = parts[part].First; i < parts[part].End; i++)
                    if (!reader.ParseBody(_bodies[i]))
                        return isRead = false;
                return true;
            },
            reader =>
            {
                // Aliases of locations, which may be defined below all bodies.
                if (isRead && !reader.Settle()) isRead = false;
            });
        return isRead;
    }

    private List<(int First, int End)> Parts()
    {
        var parts = new List<(int First, int End)>();
        var (first, bytes) = (0, 0);
        for (var i = 0; i < _bodies.Count; i++)
        {
            bytes += _bodies[i].End - _bodies[i].Start;
            if (bytes < BytesPerPart && i + 1 < _bodies.Count) continue;
            parts.Add((first, i + 1));
            (first, bytes) = (i + 1, 0);
        }

        return parts;
    }
}

/// <summary>A body that was passed over, and what has to be known to read it.</summary>
/// <param name="Dialect">The dialect of names without one.</param>
/// <param name="Depth">How many regions lie around it.</param>
/// <param name="EntryArguments">Arguments that the operation's syntax named; their types are known.</param>
/// <param name="Start">Where the brace stands that opens it.</param>
/// <param name="End">Behind the brace that closes it.</param>
internal sealed record FunctionBody(
    Region Region, string Dialect, int Depth, IReadOnlyList<RegionArgument>? EntryArguments, int Start, int End);
