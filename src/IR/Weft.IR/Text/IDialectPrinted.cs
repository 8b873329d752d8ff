namespace Weft.IR.Text;

/// <summary>A type or attribute of a dialect that writes itself, sigil and dialect name included.</summary>
public interface IDialectPrinted
{
    void Print(AttributePrinter printer);
}
