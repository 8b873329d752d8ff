using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Writes comments that say who uses a value. Operations without results have a number for that.</summary>
internal sealed class UsersPrinter(IrPrinter printer)
{
    private readonly Utf8Writer _output = printer.Output;

    /// <summary>Behind an operation, about its results.</summary>
    public void Behind(Operation op)
    {
        if (op.Results.Length == 0 && op.OperandSlots.Length > 0) _output.Write(" // id: %").Write(printer.Names[op]);
        else if (op.Results.Length > 0 && !op.HasUses) _output.Write(" // unused");
        else if (op.Results.Length > 0)
        {
            _output.Write(HasOneUser(op) ? " // user: " : " // users: ");
            if (op.Results.Length == 1) Users(op.Results[0]);
            else
                _output.Join(op.ResultList, result =>
                {
                    _output.Write('(');
                    Users(result);
                    _output.Write(')');
                });
        }
    }

    /// <summary>A line about a block argument.</summary>
    public void Line(BlockArgument argument)
    {
        _output.Spaces(printer.Indent).Write("// ");
        printer.Value(argument);
        _output.Write(argument.HasUses ? " is used by " : " is unused");
        if (argument.HasUses) Users(argument);
        _output.Write('\n');
    }

    // One value that is computed from the only result, or one operation that computes none.
    private static bool HasOneUser(Operation op) => op.Results.Length == 1
        && op.Results[0].Uses.First().Owner is { Results.Length: <= 1 } user && op.Results[0].Uses.All(use => use.Owner == user);

    private void Users(Value value)
    {
        if (!value.HasUses) _output.Write("unused");
        var users = new HashSet<Operation>();
        foreach (var use in value.Uses)
        {
            if (!users.Add(use.Owner)) continue;
            if (users.Count > 1) _output.Write(", ");
            if (use.Owner.Results.Length == 0) _output.Write('%').Write(printer.Names[use.Owner]);
            else printer.Values(use.Owner.ResultList);
        }
    }
}
