using System;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>Gives values their names: <c>%a, %b:2 = </c> in front of an operation.</summary>
internal sealed class ResultNames(IrParser parser)
{
    private TokenReader Tokens => parser.Tokens;

    private SsaScope Scope => parser.Scope;

    /// <summary>The names before an <c>=</c>, the first of them; null after recording an error.</summary>
    public ResultName? Parse()
    {
        ResultName? first = null, last = null;
        do
        {
            var token = Tokens.Current;
            if (!Tokens.Expect(TokenKind.Percent, "expected valid ssa identifier")) return null;
            var count = 1L;
            if (Tokens.Accept(TokenKind.Colon))
            {
                if (ParseCount() is not { } written) return null;
                count = written;
            }

            var name = new ResultName(Scope.Name(Tokens.Bytes(token.Start + 1, token.End)), count, token.Start);
            if (last is null) first = name;
            else last.Next = name;
            last = name;
        }
        while (Tokens.Accept(TokenKind.Comma));
        return Tokens.Expect(TokenKind.Equal, "expected '=' after SSA name") ? first : null;
    }

    private long? ParseCount()
    {
        if (!Tokens.Is(TokenKind.Integer)) return Tokens.FailBefore<long?>("expected integer number of results");
        if (!long.TryParse(Tokens.Text(Tokens.Current), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
            return Tokens.Fail<long?>("expected named operation to have at least 1 result");
        Tokens.Advance();
        return count;
    }

    /// <summary>Gives the results of an operation their names.</summary>
    /// <param name="start">Where the operation begins, for messages.</param>
    public bool Define(Operation op, ResultName results, int start)
    {
        var expected = 0m;
        for (ResultName? result = results; result is not null; result = result.Next) expected += result.Count;
        if (op.Results.Length == 0) return Tokens.ErrorAt(start, "cannot name an operation with no results");
        if (op.Results.Length != expected)
            return Tokens.ErrorAt(start, $"operation defines {op.Results.Length} results but was provided {expected} to bind");
        var values = op.AllResults;
        for (ResultName? result = results; result is not null; result = result.Next)
        {
            if (!Define(result.Name, values.Slice(0, (int)result.Count), result.Position)) return false;
            values = values.Slice((int)result.Count);
        }

        return true;
    }

    /// <summary>Binds a name to values and settles earlier uses of it.</summary>
    public bool Define(SsaName name, ReadOnlySpan<Value> values, int position) =>
        Scope.TryDefine(name, values, position) || DefineUsed(name, values, position);

    private bool DefineUsed(SsaName name, ReadOnlySpan<Value> values, int position)
    {
        if (Scope.IsDefined(name))
            return Tokens.Report(Diagnostic
                .Error(Tokens.LocationAt(position), $"redefinition of SSA value '%{name.Text}'")
                .WithNote(Tokens.LocationAt(name.Position), "previously defined here"));
        return Scope.Settle(name, values, position, (placeholder, value, use) =>
            placeholder.Type == value.Type || Tokens.Report(Diagnostic
                .Error(Tokens.LocationAt(position), $"definition of SSA value '%{use.Name}#{use.Number}' has type '{value.Type}'")
                .WithNote(Tokens.LocationAt(use.Position), $"previously used here with type '{placeholder.Type}'")));
    }
}

/// <summary>One of the names before an operation. A reference type: shipped machine code covers collections of them, whereas those of
/// our own structs are compiled at each start.</summary>
internal sealed record ResultName(SsaName Name, long Count, int Position)
{
    public ResultName? Next { get; set; }
}
