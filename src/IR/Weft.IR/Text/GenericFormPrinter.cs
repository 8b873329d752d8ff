using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Writes operations in the form that all have; <see cref="GenericForm"/> reads it.</summary>
internal sealed class GenericFormPrinter(IrPrinter printer, AttributePrinter attributes)
{
    private readonly Utf8Writer _output = printer.Output;

    /// <summary>An operation without its results and its location.</summary>
    public void Print(Operation op)
    {
        _output.Write('"').Escaped(op.Name).Write("\"(");
        printer.Values(op.Operands);
        _output.Write(')');
        if (op.Successors.Count > 0) _output.Write('[').Join(op.Successors, printer.Successor).Write(']');
        Properties(op);
        if (op.Regions.Count > 0) _output.Write(" (").Join(op.Regions, region => printer.Region(region, emptyBlock: true)).Write(')');
        if (op.Attributes.Length > 0)
        {
            _output.Write(' ');
            attributes.Dictionary(op.Attributes.ToArray());
        }

        _output.Write(" : ");
        attributes.Types.Functional(op.Operands.Types, op.ResultList.Select(r => r.Type).ToArray());
    }

    /// <summary>Shows what may get an alias, in MLIR's order: one of its own.</summary>
    public void Collect(Operation op)
    {
        foreach (var region in op.Regions) printer.Region(region);
        attributes.Types.List(op.Operands.Types);
        attributes.Types.List(op.ResultList.Select(r => r.Type));
        foreach (var entry in Entries(op, []) ?? []) attributes.Attribute(entry.Value);
    }

    /// <summary>The attributes of an operation, sorted by name; null when there are none.</summary>
    public static List<NamedAttribute>? Entries(Operation op, ReadOnlySpan<string> elided, bool isInherentOnly = false)
    {
        List<NamedAttribute>? entries = null;
        for (var i = 0; i < op.Properties.Length; i++)
            if (op.Property(i) is { } value && elided.IndexOf(op.Info.Properties[i]) < 0)
                (entries ??= []).Add(new(op.Info.Properties[i], value));
        foreach (var attribute in isInherentOnly ? [] : op.Attributes)
            if (elided.IndexOf(attribute.Name) < 0)
                (entries ??= []).Add(attribute);
        entries?.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return entries;
    }

    private void Properties(Operation op)
    {
        if (op is UnregisteredOperation { PropertyDictionary: { } dictionary })
        {
            _output.Write(" <");
            attributes.Attribute(dictionary);
            _output.Write('>');
        }
        else if (op.Info.IsRegistered && Entries(op, [], isInherentOnly: true) is { } entries)
        {
            _output.Write(" <");
            attributes.Dictionary(entries);
            _output.Write('>');
        }
    }
}
