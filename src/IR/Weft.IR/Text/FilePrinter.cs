namespace Weft.IR.Text;

/// <summary>Writes an operation as a file: with the definitions of aliases around it, and resources at the end.</summary>
internal static class FilePrinter
{
    /// <summary>An operation and all inside it, with alias definitions before it and a line break behind.</summary>
    public static void Print(Operation op, Utf8Writer output, PrintOptions options)
    {
        var names = new ValueNames(options.Generic, op);
        var metadata = (op as ModuleOp)?.Metadata ?? FileMetadata.Empty;
        // Most modules have no map, set or long tuple: what is printed as if there were none then stands.
        if (!options.Locations && metadata.Aliases.Length == 0)
        {
            var start = output.Length;
            var guess = AliasTable.Guess();
            Write(guess);
            if (!guess.IsWrong) return;
            output.Truncate(start);
        }

        Write(AliasTable.Collect(metadata.Aliases, table => new IrPrinter(new Utf8Writer(), options, names, table).Op(op)));

        void Write(AliasTable aliases)
        {
            var printer = new IrPrinter(output, options, names, aliases);
            aliases.WriteDefinitions(printer.Attributes, deferred: false);
            printer.Op(op);
            output.Write('\n');
            aliases.WriteDefinitions(printer.Attributes, deferred: true);
            FileMetadataPrinter.Print(output, metadata, printer.Attributes.Resources);
        }
    }
}
